/** What neurons and inputs are called when people are spoken to. */
import type { Opened } from "./messages";
import { say } from "./words";

export function nameOf(network: Opened, layer: number, neuron: number): string {
  if (layer === network.sizes.length - 1) {
    return say("output", { name: network.classes[neuron] ?? neuron });
  }
  if (layer > 0) return say("neuron", { neuron, layer });
  const shape = network.image_shape;
  if (!shape) return say("input", { index: neuron });
  return say("pixel", { row: Math.floor(neuron / shape[1]), column: neuron % shape[1] });
}
