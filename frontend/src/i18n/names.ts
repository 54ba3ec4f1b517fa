/** The names of neurons, inputs and numbers. */

import type { NetworkParameters } from "../api/messages";
import type { ExampleRef, Quantity, QuantityKind } from "../api/records/quantity";
import { language } from "./language";
import { type TextKey, t } from "./translate";

export function neuronName(network: NetworkParameters, layer: number, neuron: number): string {
  if (layer === network.sizes.length - 1) {
    return t("output", { name: network.classes[neuron] ?? neuron });
  }
  if (layer > 0) return t("neuron", { neuron, layer });
  const shape = network.image_shape;
  if (!shape) return t("input", { index: neuron });
  return t("pixel", { row: Math.floor(neuron / shape[1]), column: neuron % shape[1] });
}

/** "Test digit 18", or the number of one to learn from. */
export function exampleName({ set, number }: ExampleRef): string {
  return `${t(set === "test" ? "example" : "trainingExample")} ${number}`;
}

/** Each class by as few letters as tell it from the others, where few have room. */
export function shortestPrefixes(classes: string[]): string[] {
  return classes.map((name) => {
    const others = classes.filter((other) => other !== name);
    let length = 1;
    while (
      length < name.length &&
      others.some((other) => other.startsWith(name.slice(0, length)))
    ) {
      length += 1;
    }
    return name.slice(0, length);
  });
}

/** A short sentence part for each kind of number; `{here}` is its neuron, `{before}` its source. */
const QUANTITY_TITLES: Record<QuantityKind, TextKey> = {
  input: "isInput",
  activation: "isActivation",
  weighted_sum: "isWeightedSum",
  term: "isTerm",
  weight: "isWeight",
  bias: "isBias",
  initial: "isInitialWeight",
  training_change: "isTrainingChange",
  manual_change: "isManualChange",
  target: "isTarget",
  cost: "isCost",
  cost_term: "isCostTerm",
  dC_da: "isSlopeOfActivation",
  da_dz: "isActivationSlope",
  dC_dz: "isSlopeOfWeightedSum",
  w_dC_dz: "isSlopeThroughWeight",
  dC_dw: "isSlopeOfWeight",
  dC_db: "isSlopeOfBias",
};

/** "The weighted sum z of neuron 3 of layer 1". */
export function quantityName(network: NetworkParameters, quantity: Quantity): string {
  const { kind, layer = 0, neuron = 0, source } = quantity;
  const last = network.sizes.length - 1;
  const ofOutput = kind === "target" || kind === "cost_term";
  const values = {
    here: neuronNameInSentence(network, ofOutput ? last : layer, neuron),
    before: typeof source === "number" ? neuronNameInSentence(network, layer - 1, source) : "",
  };
  const ofWeight = typeof source === "number";
  if (kind === "initial") return t(ofWeight ? "isInitialWeight" : "isInitialBias", values);
  return t(QUANTITY_TITLES[kind], values);
}

/** What a part is called beside the number that it is a part of: what is the same is left out. */
export function quantityPartName(network: NetworkParameters, quantity: Quantity): string {
  const { kind, layer = 0, neuron = 0, source } = quantity;
  const of = (l: number, n: number) => neuronNameInSentence(network, l, n);
  if (kind === "term") return t("fromNeuron", { before: of(layer - 1, source ?? 0) });
  if (kind === "w_dC_dz") return t("throughNeuron", { here: of(layer, neuron) });
  return quantityName(network, quantity);
}

export function neuronNameInSentence(
  network: NetworkParameters,
  layer: number,
  neuron: number,
): string {
  return lowercaseInSentence(neuronName(network, layer, neuron));
}

/** A name within a sentence: English begins it small, German writes nouns large everywhere. */
export function lowercaseInSentence(name: string): string {
  return language.value === "en" ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
