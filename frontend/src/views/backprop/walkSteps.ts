/** The steps of the walk, from what the network says back to the input: as many as it has layers. */

import type { Held, WishesRecord } from "../../api/records/backprop";
import type { Chosen } from "../../state/address";

/** "sum": all wishes for a layer, added up. */
export type Step = Plain | { kind: "sum"; layer: number };
interface Plain {
  kind: "says" | "outputs" | "avenues" | "one" | "weights";
}

export function stepsOf(sizes: number[]): Step[] {
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
export function askerOf(chosen: Chosen | null, sizes: number[], label: number): Chosen {
  const there = chosen && chosen.layer >= 1 && chosen.neuron < (sizes[chosen.layer] ?? 0);
  return there ? chosen : { layer: sizes.length - 1, neuron: label };
}

/** Whose sum is shown: the neuron that was chosen if it is in the layer, else that of the strongest wish. */
export function receiverOf(chosen: Chosen | null, layer: number, record: WishesRecord): number {
  const wishes = record.layers[layer]?.wishes ?? [];
  if (chosen?.layer === layer && chosen.neuron < wishes.length) return chosen.neuron;
  return strongest(wishes, 1)[0] ?? 0;
}

/** The places of the strongest numbers, the strongest first. */
export function strongest(values: ArrayLike<Held>, most: number): number[] {
  return Array.from(values, (value, i) => [Math.abs(value ?? Number.POSITIVE_INFINITY), i] as const)
    .sort(([one, i], [other, j]) => other - one || i - j)
    .slice(0, most)
    .map(([, i]) => i);
}

/** The strongest, but in their own order. */
export function strongestInOrder(values: ArrayLike<Held>, most: number): number[] {
  return strongest(values, most).sort((one, other) => one - other);
}
