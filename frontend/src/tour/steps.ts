/** The tour in the order of the series; each step notices when it is done. */

import { computed } from "@preact/signals";
import type { TextKey } from "../i18n/translate";
import { explanationTrail } from "../state/explanation";
import { inputSource, selectedNeuron } from "../state/input";
import { edits, viewedStep } from "../state/model";
import { goToView } from "../state/navigation";
import { runState } from "../state/runs";
import { ALL_VIEWS, urlNumber } from "../state/urlSignal";
import type { View } from "../state/viewPaths";
import { walkStep as walked } from "../views/backprop/urlState";
import { nudgeSize } from "../views/calculus/urlState";
import { curveStart, activeTab as descentPart } from "../views/gradientDescent/urlState";
import { activeTab as insidePart, selectedCell } from "../views/inspect/urlState";

interface TourStep {
  view: View;
  /** What to do. */
  text: TextKey;
  /** Before it begins, so that it cannot be done already. */
  before?: () => void;
  done: () => boolean;
}

const INITIAL_START = curveStart.value;
const INITIAL_NUDGE = nudgeSize.value;

export const TOUR_STEPS: readonly TourStep[] = [
  {
    view: "network",
    text: "tourDraw",
    done: () => inputSource.value.kind === "drawing" && inputSource.value.strokes.length > 0,
  },
  { view: "network", text: "tourNeuron", done: () => selectedNeuron.value?.layer === 1 },
  { view: "network", text: "tourBias", done: () => edits.value.length > 0 },
  { view: "network", text: "tourNumber", done: () => explanationTrail.value.length > 0 },
  { view: "train", text: "tourPlay", done: () => (runState.value?.last_step ?? 0) > 0 },
  { view: "train", text: "tourBack", done: () => viewedStep.value !== null },
  { view: "cost", text: "tourWorst", done: () => inputSource.value.kind === "example" },
  {
    view: "gradient-descent",
    text: "tourBall",
    before: () => {
      descentPart.value = "curve";
    },
    done: () => curveStart.value !== INITIAL_START,
  },
  { view: "gradient-descent", text: "tourGradient", done: () => descentPart.value === "gradient" },
  { view: "backprop", text: "tourWalk", done: () => walked.value >= 3 },
  { view: "calculus", text: "tourNudge", done: () => nudgeSize.value !== INITIAL_NUDGE },
  {
    view: "inspect",
    text: "tourConfusion",
    done: () => insidePart.value === "confusion" && selectedCell.value !== null,
  },
  { view: "about", text: "tourEnd", done: () => true },
];

/** Which step the tour is at, counted from 1; 0 when there is none. */
export const tourStep = urlNumber(ALL_VIEWS, "tour", 0, [0, TOUR_STEPS.length], true);

export const isStepDone = computed(() => TOUR_STEPS[tourStep.value - 1]?.done() ?? false);

/** Go to a step of the tour, and to its view; 0 ends it. */
export function goToTourStep(number: number): void {
  tourStep.value = number;
  const next = TOUR_STEPS[number - 1];
  if (!next) return;
  next.before?.();
  goToView(next.view);
}
