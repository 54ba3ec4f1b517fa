/** Cost and accuracy of several runs over the same axes. */
import { useMemo } from "preact/hooks";
import { useAnswer } from "../../api";
import type { Trained } from "../../messages";
import type { Because } from "../../origin/asked";
import { runs, watching } from "../../state";
import { say, whole } from "../../words";
import { beside, laid, reachOf, stroke } from "./beside";
import { CostAndAccuracy } from "./Progress";
import type { CurvesOfRun } from "./told";

export function SideBySide({ now }: { now: Trained }) {
  const all = runs.value?.runs ?? [];
  const there = all.map((each) => each.name);
  const names = laid(now.run, beside.value, there);
  // Asked anew whenever one of them has come further by an epoch.
  const when = all
    .filter((each) => names.includes(each.name))
    .map((each) => `${each.name} ${each.epoch} ${each.step === 0}`)
    .join();
  const found = useAnswer<{ runs: CurvesOfRun[] }>("runs/curves", { names }, when);
  const [costs, accuracies] = useMemo(() => {
    const lines = (kind: "costs" | "accuracies") =>
      (found?.runs ?? []).map((each, place) => ({
        name: each.name,
        ...stroke(place),
        at: each.steps,
        values: judged(each[`validation_${kind}`], each[kind]),
        of: () => because(each.name, kind),
      }));
    return [lines("costs"), lines("accuracies")];
  }, [found]);
  if (!costs || !accuracies || costs.length === 0) return null;
  return (
    <CostAndAccuracy
      costs={costs}
      accuracies={accuracies}
      step={now.step}
      digits={3}
      {...reachOf(
        costs.map(({ values }) => values),
        accuracies.map(({ values }) => values),
      )}
    />
  );
}

function because(name: string, kind: "costs" | "accuracies"): Because {
  const n = whole(watching.value?.n_validation ?? 0);
  return kind === "costs"
    ? { title: `${say("cost")}, ${name}`, text: say("validationWhy", { n }) }
    : { title: `${say("accuracy")}, ${name}`, text: say("accuracyMeans") };
}

/** What was measured on held-out examples where there are any. */
function judged(heldOut: (number | null)[], learned: number[]): number[] {
  return learned.map((value, place) => heldOut[place] ?? value);
}
