/** Which runs lie beside the one in view, and how the line of each is drawn. */
import { kept } from "../../kept";
import type { Line } from "../../marks/Curves";

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
