/** The steps of the walk as a row of buttons. */
import { t } from "../../i18n/translate";
import { walkStep } from "./urlState";
import type { WalkStep } from "./walkSteps";

export function stepTitle(step: WalkStep, sizes: number[]): string {
  if (step.kind !== "sum") return t(STEP_TITLES[step.kind]);
  if (step.layer === 0) return t("stepInput");
  return step.layer === sizes.length - 2 ? t("stepSum") : t("stepFurther", { layer: step.layer });
}

const STEP_TITLES = {
  says: "stepSays",
  outputs: "stepOutputs",
  avenues: "stepAvenues",
  one: "stepOne",
  weights: "stepWeights",
} as const;

export function StepList({
  steps,
  current,
  sizes,
}: {
  steps: WalkStep[];
  current: number;
  sizes: number[];
}) {
  const go = (to: number) => {
    walkStep.value = Math.min(Math.max(to, 0), steps.length - 1);
  };
  return (
    <nav class="walk-steps" aria-label={t("steps")}>
      <button type="button" disabled={current === 0} onClick={() => go(current - 1)}>
        ← {t("back")}
      </button>
      <ol>
        {steps.map((step, i) => (
          <li key={stepTitle(step, sizes)}>
            <button
              type="button"
              class={i < current ? "past" : ""}
              aria-current={i === current ? "step" : undefined}
              onClick={() => go(i)}
            >
              <span class="count">{i}</span> {stepTitle(step, sizes)}
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="forward"
        disabled={current === steps.length - 1}
        onClick={() => go(current + 1)}
      >
        {t("nextStep")} →
      </button>
    </nav>
  );
}
