/** What the calculus view knows for itself; all of it stands in the address. */
import { kept, keptChoice, keptNumber } from "../../state/urlSignal";

const VIEW = "calculus";

export const part = keptChoice(VIEW, "part", ["chain", "network"]);

/** How deep the chain is at most: no more has room beside each other. */
export const DEEPEST = 4;
const FIRST = { weights: [1, -2, 0.5], biases: [0, 0, 0] };

function numbers(initial: number[], name: string) {
  return kept(
    VIEW,
    name,
    initial,
    (text) => {
      const all = text.split("~").map(Number);
      const sound = all.length >= 1 && all.length <= DEEPEST;
      return sound && all.every((each) => Math.abs(each) <= 100) ? all : null;
    },
    (all) => all.join("~"),
  );
}

export const weights = numbers(FIRST.weights, "w");
export const biases = numbers(FIRST.biases, "b");
export const x = keptNumber(VIEW, "x", 0.7, [-10, 10]);
export const y = keptNumber(VIEW, "y", 1, [-10, 10]);
export const activation = keptChoice(VIEW, "activation", ["sigmoid", "tanh", "relu", "identity"]);
export const cost = keptChoice(VIEW, "cost", [
  "squared_error",
  "half_squared_error",
  "cross_entropy",
]);
/** Which weight or bias of the chain is nudged: w⁽¹⁾, b⁽¹⁾, w⁽²⁾ … */
export const nudged = keptNumber(VIEW, "nudged", 4, [0, 2 * DEEPEST - 1], true);
export const nudge = keptNumber(VIEW, "by", 0.4, [-1, 1]);

/** Which weight or bias of the real network; null for the steepest of this example. */
export interface Place {
  layer: number;
  neuron: number;
  source: number | null;
}

export const place = kept<Place | null>(
  VIEW,
  "place",
  null,
  (text) => {
    const found = /^(\d{1,3})\.(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text);
    if (!found) return null;
    const source = found[3] === undefined ? null : Number(found[3]);
    return { layer: Number(found[1]), neuron: Number(found[2]), source };
  },
  (at) =>
    at === null ? "" : [at.layer, at.neuron, ...(at.source === null ? [] : [at.source])].join("."),
);

/** Make the chain as deep as is said: what is there stays, what is new is the last again. */
export function setDepth(depth: number): void {
  const ofDepth = (all: number[], usual: number) =>
    Array.from({ length: depth }, (_, i) => all[i] ?? usual);
  weights.value = ofDepth(weights.value, 1);
  biases.value = ofDepth(biases.value, 0);
  nudged.value = Math.min(nudged.value, 2 * depth - 2);
}
