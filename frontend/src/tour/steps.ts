/** The tour through everything, in the order of the series; each step notices when it was done. */
import { computed } from "@preact/signals";
import type { Word } from "../i18n/translate";
import { way } from "../state/explanation";
import { chosen, edits, go, shown, step, trained, type View } from "../state/state";
import { EVERYWHERE, keptNumber } from "../state/urlSignal";
import { at as walked } from "../views/backprop/urlState";
import { nudge } from "../views/calculus/urlState";
import { part as descentPart, start } from "../views/gradientDescent/urlState";
import { cell, part as insidePart } from "../views/inspect/urlState";

interface Step {
  view: View;
  /** What to do. */
  text: Word;
  /** Before it begins, so that it cannot be done already. */
  before?: () => void;
  done: () => boolean;
}

const BALL = start.value;
const NUDGE = nudge.value;

export const STEPS: readonly Step[] = [
  {
    view: "network",
    text: "tourDraw",
    done: () => shown.value.kind === "drawing" && shown.value.strokes.length > 0,
  },
  { view: "network", text: "tourNeuron", done: () => chosen.value?.layer === 1 },
  { view: "network", text: "tourBias", done: () => edits.value.length > 0 },
  { view: "network", text: "tourNumber", done: () => way.value.length > 0 },
  { view: "learn", text: "tourPlay", done: () => (trained.value?.last_step ?? 0) > 0 },
  { view: "learn", text: "tourBack", done: () => step.value !== null },
  { view: "cost", text: "tourWorst", done: () => shown.value.kind === "example" },
  {
    view: "descent",
    text: "tourBall",
    before: () => {
      descentPart.value = "curve";
    },
    done: () => start.value !== BALL,
  },
  { view: "descent", text: "tourGradient", done: () => descentPart.value === "gradient" },
  { view: "backprop", text: "tourWalk", done: () => walked.value >= 3 },
  { view: "calculus", text: "tourNudge", done: () => nudge.value !== NUDGE },
  {
    view: "inside",
    text: "tourConfusion",
    done: () => insidePart.value === "confusion" && cell.value !== null,
  },
  { view: "more", text: "tourEnd", done: () => true },
];

/** Which step the tour is at, counted from 1; 0 when there is none. */
export const tour = keptNumber(EVERYWHERE, "tour", 0, [0, STEPS.length], true);

export const done = computed(() => STEPS[tour.value - 1]?.done() ?? false);

/** Go to a step of the tour, and to its view; 0 ends it. */
export function goToStep(number: number): void {
  tour.value = number;
  const next = STEPS[number - 1];
  if (!next) return;
  next.before?.();
  go(next.view);
}
