/** The runs that are compared with the one in view, and the line style of each. */

import type { LineSeries } from "../../charts/LineChart";
import { urlSignal } from "../../state/urlSignal";

/** As many lines as can be told apart: each its own colour and its own kind of stroke. */
export const MAX_COMPARED = 7;

const LINE_STYLES: Pick<LineSeries, "colour" | "dashed" | "dotted">[] = [
  { colour: "text" },
  { colour: "positive", dashed: true },
  { colour: "negative", dotted: true },
  { colour: "marked" },
  { colour: "positive" },
  { colour: "negative", dashed: true },
  { colour: "text", dotted: true },
  { colour: "marked", dashed: true },
];

export function lineStyle(place: number) {
  return LINE_STYLES[place % LINE_STYLES.length] as (typeof LINE_STYLES)[number];
}

export const comparedRuns = urlSignal<string[]>(
  "train",
  "beside",
  [],
  (text) => text.split(".").filter((name) => /^run-\d{1,9}$/.test(name)),
  (names) => names.join("."),
);

/** Lay a run beside the one in view, or take it away. */
export function toggleCompared(name: string): void {
  comparedRuns.value = comparedRuns.value.includes(name)
    ? comparedRuns.value.filter((each) => each !== name)
    : [...comparedRuns.value, name].slice(-MAX_COMPARED);
}

/** The runs whose lines are drawn, the one in view first. */
export function runsToDraw(inView: string, names: string[], existing: string[]): string[] {
  return [inView, ...names.filter((name) => name !== inView && existing.includes(name))];
}

/** Where the axes begin and end, so that runs which learned something can be told apart. */
export function axisLimits(costs: number[][], accuracies: number[][]) {
  // Before the first epoch a network knows nothing: that alone would take up the whole height.
  const after = (all: number[][]) => all.flatMap((values) => values.slice(1));
  const [high, low] = [Math.max(...after(costs)), Math.min(...after(accuracies))];
  return {
    highestCost: Number.isFinite(high) ? 1.15 * high : undefined,
    lowestAccuracy: Number.isFinite(low) ? Math.floor(10 * low) / 10 : 0,
  };
}
