/** The state of the calculus view, kept in the address. */
import { ACTIVATIONS, COSTS } from "../../api/choices";
import { urlChoice, urlNumber, urlSignal } from "../../state/urlSignal";

const VIEW = "calculus";

export const activeTab = urlChoice(VIEW, "part", ["chain", "network"]);

/** How deep the chain is at most: no more has room beside each other. */
export const MAX_DEPTH = 4;
const INITIAL_CHAIN = { weights: [1, -2, 0.5], biases: [0, 0, 0] };

function urlNumbers(initial: number[], name: string) {
  return urlSignal(
    VIEW,
    name,
    initial,
    (text) => {
      const all = text.split("~").map(Number);
      const sound = all.length >= 1 && all.length <= MAX_DEPTH;
      return sound && all.every((each) => Math.abs(each) <= 100) ? all : null;
    },
    (all) => all.join("~"),
  );
}

export const chainWeights = urlNumbers(INITIAL_CHAIN.weights, "w");
export const chainBiases = urlNumbers(INITIAL_CHAIN.biases, "b");
export const chainInput = urlNumber(VIEW, "x", 0.7, [-10, 10]);
export const chainTarget = urlNumber(VIEW, "y", 1, [-10, 10]);
export const chainActivation = urlChoice(VIEW, "activation", ACTIVATIONS);
export const chainCost = urlChoice(VIEW, "cost", COSTS);
/** Which weight or bias of the chain is nudged: w⁽¹⁾, b⁽¹⁾, w⁽²⁾ … */
export const nudgedIndex = urlNumber(VIEW, "nudged", 4, [0, 2 * MAX_DEPTH - 1], true);
export const nudgeSize = urlNumber(VIEW, "by", 0.4, [-1, 1]);

/** Which weight or bias of the real network; null for the steepest of this example. */
export interface SelectedParameter {
  layer: number;
  neuron: number;
  source: number | null;
}

export const selectedParameter = urlSignal<SelectedParameter | null>(
  VIEW,
  "place",
  null,
  (text) => {
    const match = /^(\d{1,3})\.(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text);
    if (!match) return null;
    const source = match[3] === undefined ? null : Number(match[3]);
    return { layer: Number(match[1]), neuron: Number(match[2]), source };
  },
  (at) =>
    at === null ? "" : [at.layer, at.neuron, ...(at.source === null ? [] : [at.source])].join("."),
);

/** Change the depth of the chain; layers that it had before keep their numbers. */
export function setChainDepth(depth: number): void {
  const ofDepth = (all: number[], usual: number) =>
    Array.from({ length: depth }, (_, i) => all[i] ?? usual);
  chainWeights.value = ofDepth(chainWeights.value, 1);
  chainBiases.value = ofDepth(chainBiases.value, 0);
  nudgedIndex.value = Math.min(nudgedIndex.value, 2 * depth - 2);
}
