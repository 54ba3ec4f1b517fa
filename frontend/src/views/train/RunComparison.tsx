/** Cost and accuracy of several runs over the same axes. */

import { useMemo } from "preact/hooks";
import type { RunState } from "../../api/messages";
import { useQueryData } from "../../api/useQuery";
import { formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { runList, runSetup } from "../../state/runs";
import { CostAndAccuracy } from "./CostAndAccuracy";
import { axisLimits, comparedRuns, lineStyle, runsToDraw } from "./comparedRuns";
import type { RunCurvesRecord } from "./runRequests";

export function RunComparison({ state }: { state: RunState }) {
  const all = runList.value?.runs ?? [];
  const existing = all.map((each) => each.name);
  const names = runsToDraw(state.run, comparedRuns.value, existing);
  // Requested again whenever one of the runs has finished an epoch.
  const refreshKey = all
    .filter((each) => names.includes(each.name))
    .map((each) => `${each.name} ${each.epoch} ${each.step === 0}`)
    .join();
  const response = useQueryData<{ runs: RunCurvesRecord[] }>("runs/curves", { names }, refreshKey);
  const [costs, accuracies] = useMemo(() => {
    const lines = (kind: "costs" | "accuracies") =>
      (response?.runs ?? []).map((each, place) => ({
        name: each.name,
        ...lineStyle(place),
        at: each.steps,
        values: validationOrTraining(each[`validation_${kind}`], each[kind]),
        of: () => curveExplanation(each.name, kind),
      }));
    return [lines("costs"), lines("accuracies")];
  }, [response]);
  if (!costs || !accuracies || costs.length === 0) return null;
  return (
    <CostAndAccuracy
      costs={costs}
      accuracies={accuracies}
      step={state.step}
      digits={3}
      {...axisLimits(
        costs.map(({ values }) => values),
        accuracies.map(({ values }) => values),
      )}
    />
  );
}

function curveExplanation(name: string, kind: "costs" | "accuracies"): Explanation {
  const n = formatCount(runSetup.value?.n_validation ?? 0);
  return kind === "costs"
    ? { title: `${t("cost")}, ${name}`, text: t("validationWhy", { n }) }
    : { title: `${t("accuracy")}, ${name}`, text: t("accuracyMeans") };
}

/** What was measured on held-out examples where there are any. */
function validationOrTraining(heldOut: (number | null)[], learned: number[]): number[] {
  return learned.map((value, place) => heldOut[place] ?? value);
}
