/** The steps of the walk, in a row like a film's chapters. */
import { say } from "../../words";
import { at } from "./here";
import type { Step } from "./steps";

export function titleOf(step: Step, sizes: number[]): string {
  if (step.kind !== "sum") return say(TITLES[step.kind]);
  if (step.layer === 0) return say("stepInput");
  return step.layer === sizes.length - 2
    ? say("stepSum")
    : say("stepFurther", { layer: step.layer });
}

const TITLES = {
  says: "stepSays",
  outputs: "stepOutputs",
  avenues: "stepAvenues",
  one: "stepOne",
  weights: "stepWeights",
} as const;

export function StepList({ steps, now, sizes }: { steps: Step[]; now: number; sizes: number[] }) {
  const go = (to: number) => {
    at.value = Math.min(Math.max(to, 0), steps.length - 1);
  };
  return (
    <nav class="steps" aria-label={say("steps")}>
      <button type="button" disabled={now === 0} onClick={() => go(now - 1)}>
        ← {say("back")}
      </button>
      <ol>
        {steps.map((step, i) => (
          <li key={titleOf(step, sizes)}>
            <button
              type="button"
              class={i < now ? "past" : ""}
              aria-current={i === now ? "step" : undefined}
              onClick={() => go(i)}
            >
              <span class="count">{i}</span> {titleOf(step, sizes)}
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="on"
        disabled={now === steps.length - 1}
        onClick={() => go(now + 1)}
      >
        {say("nextStep")} →
      </button>
    </nav>
  );
}
