/** Which runs lie beside the one in view, and how the line of each is drawn. */

import type { Line } from "../../charts/LineChart";
import { kept } from "../../state/urlSignal";

/** As many lines as can be told apart: each its own colour and its own kind of stroke. */
export const MOST_BESIDE = 7;

const STROKES: Pick<Line, "colour" | "dashed" | "dotted">[] = [
  { colour: "text" },
  { colour: "positive", dashed: true },
  { colour: "negative", dotted: true },
  { colour: "marked" },
  { colour: "positive" },
  { colour: "negative", dashed: true },
  { colour: "text", dotted: true },
  { colour: "marked", dashed: true },
];

export function stroke(place: number) {
  return STROKES[place % STROKES.length] as (typeof STROKES)[number];
}

export const beside = kept<string[]>(
  "learn",
  "beside",
  [],
  (text) => text.split(".").filter((name) => /^run-\d{1,9}$/.test(name)),
  (names) => names.join("."),
);

/** Lay a run beside the one in view, or take it away. */
export function toggle(name: string): void {
  beside.value = beside.value.includes(name)
    ? beside.value.filter((each) => each !== name)
    : [...beside.value, name].slice(-MOST_BESIDE);
}

/** The runs whose lines are drawn, the one in view first. */
export function laid(inView: string, names: string[], there: string[]): string[] {
  return [inView, ...names.filter((name) => name !== inView && there.includes(name))];
}

/** Where the axes begin and end, so that runs which learned something can be told apart. */
export function reachOf(costs: number[][], accuracies: number[][]) {
  // Before the first epoch a network knows nothing: that alone would take up the whole height.
  const after = (all: number[][]) => all.flatMap((values) => values.slice(1));
  const [high, low] = [Math.max(...after(costs)), Math.min(...after(accuracies))];
  return {
    highestCost: Number.isFinite(high) ? 1.15 * high : undefined,
    lowestAccuracy: Number.isFinite(low) ? Math.floor(10 * low) / 10 : 0,
  };
}
