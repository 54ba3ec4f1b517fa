/**
 * The steps of the walk, from the prediction back to the input: as many as the network has layers.
 */

import type { WishesRecord } from "../../api/records/backprop";
import { strongestIndices } from "../../maths/strongest";
import type { NeuronPlace } from "../../state/address";

/** "sum": all wishes for a layer, added up. */
export type WalkStep = NamedStep | { kind: "sum"; layer: number };
interface NamedStep {
  kind: "says" | "outputs" | "avenues" | "one" | "weights";
}

export function walkSteps(sizes: number[]): WalkStep[] {
  const back = Array.from({ length: sizes.length - 1 }, (_, i) => sizes.length - 2 - i);
  return [
    { kind: "says" },
    { kind: "outputs" },
    { kind: "avenues" },
    { kind: "one" },
    ...back.map((layer) => ({ kind: "sum" as const, layer })),
    { kind: "weights" },
  ];
}

/** Whose avenues are shown: the neuron that was chosen if there is one, else the right output. */
export function wishingNeuronOf(
  chosen: NeuronPlace | null,
  sizes: number[],
  label: number,
): NeuronPlace {
  const exists = chosen && chosen.layer >= 1 && chosen.neuron < (sizes[chosen.layer] ?? 0);
  return exists ? chosen : { layer: sizes.length - 1, neuron: label };
}

/** Whose sum is shown: the neuron that was chosen if it is in the layer, else that of the strongest wish. */
export function receivingNeuronOf(
  chosen: NeuronPlace | null,
  layer: number,
  record: WishesRecord,
): number {
  const wishes = record.layers[layer]?.wishes ?? [];
  if (chosen?.layer === layer && chosen.neuron < wishes.length) return chosen.neuron;
  return strongestIndices(wishes, 1)[0] ?? 0;
}
