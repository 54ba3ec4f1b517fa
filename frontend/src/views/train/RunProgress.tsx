/** The progress of the run in view: its own curves, or those of the runs compared with it. */

import { useMemo } from "preact/hooks";
import type { RunSetup, RunState } from "../../api/messages";
import type { LineSeries } from "../../charts/LineChart";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { viewedStep } from "../../state/model";
import { CostAndAccuracy } from "./CostAndAccuracy";
import { comparedRuns } from "./comparedRuns";
import { RunComparison } from "./RunComparison";
import { stepExplanation } from "./stepExplanation";

export function RunProgress({ state, setup }: { state: RunState; setup: RunSetup }) {
  return (
    <>
      <CurrentEpoch state={state} setup={setup} />
      {comparedRuns.value.length > 0 ? (
        <RunComparison state={state} />
      ) : (
        <RunCurves state={state} setup={setup} />
      )}
    </>
  );
}

function CurrentEpoch({ state, setup }: { state: RunState; setup: RunSetup }) {
  return (
    <p class="current-epoch">
      <ExplainButton of={() => stepExplanation(state)}>
        {viewedStep.value === null
          ? t("epochOf", { epoch: Math.min(state.epoch + 1, state.epochs), epochs: state.epochs })
          : t("afterStep", { step: formatCount(state.step) })}
        {state.finished && viewedStep.value === null ? ` · ${t("finished")}` : ""}
        {state.position > 0 && viewedStep.value === null && (
          <span class="quiet-text">
            {" "}
            {t("position", {
              position: formatCount(state.position),
              n: formatCount(setup.n_train),
            })}
          </span>
        )}
      </ExplainButton>
    </p>
  );
}

function RunCurves({ state, setup }: { state: RunState; setup: RunSetup }) {
  const hasValidation = setup.n_validation > 0;
  const costs = useMemo(
    () => [
      {
        name: t("miniBatches"),
        colour: "text" as const,
        at: state.cost_steps,
        values: state.costs,
        of: () => ({
          title: `${t("cost")}, ${t("miniBatches")}`,
          tex: `\\frac{1}{${state.batch_size}} \\sum_k C_k`,
          text: t("miniBatchesWhy", { size: state.batch_size }),
        }),
      },
      ...validationSeries(hasValidation, state.epoch_steps, state.validation_costs, () => ({
        title: `${t("cost")}, ${t("validation")}`,
        tex: `\\frac{1}{${setup.n_validation}} \\sum_k C_k`,
        text: t("validationWhy", { n: formatCount(setup.n_validation) }),
      })),
    ],
    [state, hasValidation, setup],
  );
  const accuracies = useMemo(
    () => [
      {
        name: t("trainingExamplesLine"),
        colour: "positive" as const,
        at: state.epoch_steps,
        values: state.epoch_accuracies,
        of: () => ({
          title: `${t("accuracy")}, ${t("trainingExamplesLine")}`,
          text: t("trainingAccuracyWhy"),
        }),
      },
      ...validationSeries(
        hasValidation,
        state.epoch_steps,
        state.validation_accuracies,
        (last) => ({
          title: `${t("accuracy")}, ${t("validation")}`,
          tex: `\\frac{${Math.round(last * setup.n_validation)}}{${setup.n_validation}}`,
          text: t("accuracyMeans"),
        }),
      ),
    ],
    [state, hasValidation, setup],
  );
  return <CostAndAccuracy costs={costs} accuracies={accuracies} step={state.step} digits={2} />;
}

function validationSeries(
  hasValidation: boolean,
  at: Float32Array,
  values: Float32Array,
  of: (last: number) => Explanation,
): LineSeries[] {
  if (!hasValidation) return [];
  return [{ name: t("validation"), colour: "negative", dashed: true, at, values, of }];
}
