/**
 * Which weight or bias each index of the flat parameter vector belongs to, as in
 * src/backlit/core/parameters.py.
 */
import type { NetworkParameters } from "../api/messages";

export interface ParameterPosition {
  layer: number;
  neuron: number;
  source: number | null;
}

/** Where each layer's numbers begin, and how many there are in all. */
export function parameterOffsets({ sizes }: Pick<NetworkParameters, "sizes">): {
  starts: number[];
  total: number;
} {
  const starts: number[] = [];
  let total = 0;
  sizes.slice(1).forEach((size, i) => {
    starts.push(total);
    total += size * ((sizes[i] as number) + 1);
  });
  return { starts, total };
}

export function parameterAt(
  network: Pick<NetworkParameters, "sizes">,
  index: number,
): ParameterPosition {
  const { starts } = parameterOffsets(network);
  const layer = starts.filter((start) => start <= index).length;
  const [inputs, size] = [network.sizes[layer - 1] as number, network.sizes[layer] as number];
  const within = index - (starts[layer - 1] as number);
  return within < inputs * size
    ? { layer, neuron: Math.floor(within / inputs), source: within % inputs }
    : { layer, neuron: within - inputs * size, source: null };
}
