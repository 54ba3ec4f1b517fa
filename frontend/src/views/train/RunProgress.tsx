/** How far the run in view has come: its own curves, or those of several runs side by side. */

import { useMemo } from "preact/hooks";
import type { Trained, Watching } from "../../api/messages";
import type { LineSeries } from "../../charts/LineChart";
import { ExplainButton } from "../../components/ExplainButton";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { viewedStep } from "../../state/model";
import { CostAndAccuracy } from "./CostAndAccuracy";
import { comparedRuns } from "./comparedRuns";
import { RunComparison } from "./RunComparison";
import { stepExplanation } from "./stepExplanation";

export function RunProgress({ now, about }: { now: Trained; about: Watching }) {
  return (
    <>
      <CurrentEpoch now={now} about={about} />
      {comparedRuns.value.length > 0 ? (
        <RunComparison now={now} />
      ) : (
        <RunCurves now={now} about={about} />
      )}
    </>
  );
}

function CurrentEpoch({ now, about }: { now: Trained; about: Watching }) {
  return (
    <p class="where">
      <ExplainButton of={() => stepExplanation(now)}>
        {viewedStep.value === null
          ? t("epochOf", { epoch: Math.min(now.epoch + 1, now.epochs), epochs: now.epochs })
          : t("after", { step: now.step.toLocaleString("en") })}
        {now.finished && viewedStep.value === null ? ` · ${t("done")}` : ""}
        {now.position > 0 && viewedStep.value === null && (
          <span class="quiet-text">
            {" "}
            {t("position", {
              position: now.position.toLocaleString("en"),
              n: about.n_train.toLocaleString("en"),
            })}
          </span>
        )}
      </ExplainButton>
    </p>
  );
}

function RunCurves({ now, about }: { now: Trained; about: Watching }) {
  const held = about.n_validation > 0;
  const costs = useMemo(
    () => [
      {
        name: t("miniBatches"),
        colour: "text" as const,
        at: now.cost_steps,
        values: now.costs,
        of: () => ({
          title: `${t("cost")}, ${t("miniBatches")}`,
          tex: `\\frac{1}{${now.batch_size}} \\sum_k C_k`,
          text: t("miniBatchesWhy", { size: now.batch_size }),
        }),
      },
      ...validationSeries(held, now.epoch_steps, now.validation_costs, () => ({
        title: `${t("cost")}, ${t("heldOut")}`,
        tex: `\\frac{1}{${about.n_validation}} \\sum_k C_k`,
        text: t("heldOutWhy", { n: about.n_validation.toLocaleString("en") }),
      })),
    ],
    [now, held, about],
  );
  const accuracies = useMemo(
    () => [
      {
        name: t("learned"),
        colour: "positive" as const,
        at: now.epoch_steps,
        values: now.epoch_accuracies,
        of: () => ({ title: `${t("accuracy")}, ${t("learned")}`, text: t("learnedWhy") }),
      },
      ...validationSeries(held, now.epoch_steps, now.validation_accuracies, (last) => ({
        title: `${t("accuracy")}, ${t("heldOut")}`,
        tex: `\\frac{${Math.round(last * about.n_validation)}}{${about.n_validation}}`,
        text: t("accuracyMeans"),
      })),
    ],
    [now, held, about],
  );
  return <CostAndAccuracy costs={costs} accuracies={accuracies} step={now.step} digits={2} />;
}

function validationSeries(
  held: boolean,
  at: Float32Array,
  values: Float32Array,
  of: (last: number) => Explanation,
): LineSeries[] {
  if (!held) return [];
  return [{ name: t("heldOut"), colour: "negative", dashed: true, at, values, of }];
}
