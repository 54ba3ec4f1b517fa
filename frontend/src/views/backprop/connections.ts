/** The connections that a step of the walk draws, and how strongly each. */

import type { NetworkParameters } from "../../api/messages";
import type { AvenuesRecord, WeightNudgesRecord, WishesRecord } from "../../api/records/backprop";
import { strongestIndices } from "../../maths/strongest";
import type { NeuronPlace } from "../../state/address";
import type { Avenue } from "./urlState";
import type { WalkStep } from "./walkSteps";

/** A connection to neuron j of a layer from neuron k of the one before. */
export interface Connection {
  layer: number;
  j: number;
  k: number;
  value: number;
  /** How strong within its layer, 0–1. */
  share: number;
  /** Whether the step is about it. */
  stands: boolean;
}

/** Limits for the many pixels of an image, and between large layers. */
const MAX_CONNECTIONS = 420;
const MAX_PIXEL_CONNECTIONS = 110;

interface ConnectionsInput {
  network: NetworkParameters;
  record: WishesRecord;
  avenues: AvenuesRecord | null;
  nudges: WeightNudgesRecord | null;
  step: WalkStep;
  asker: NeuronPlace;
  receiver: number;
  avenue: Avenue;
}

export function connectionsOf({
  network,
  record,
  avenues,
  nudges,
  step,
  asker,
  receiver,
  avenue,
}: ConnectionsInput): Connection[] {
  const last = network.sizes.length - 1;
  const layers = Array.from({ length: last }, (_, i) => i + 1);
  if (step.kind === "sum") {
    const contributions = record.layers[step.layer]?.contributions ?? [];
    const candidates = contributions.flatMap((row, j) =>
      row.map((value, k) => ({ layer: step.layer + 1, j, k, value, stands: k === receiver })),
    );
    // A picture is hidden by its own connections: only those of one pixel are drawn.
    const drawn =
      step.layer === 0 && network.image_shape
        ? candidates.filter((path) => path.stands)
        : candidates;
    return withShares(drawn, MAX_CONNECTIONS);
  }
  if (step.kind === "avenues" || step.kind === "one") {
    const values =
      step.kind === "one"
        ? record.layers[asker.layer - 1]?.contributions?.[asker.neuron]
        : avenue === "weights"
          ? avenues?.weight_nudges
          : avenue === "inputs"
            ? avenues?.input_nudges
            : avenues?.weights;
    const stands = step.kind === "one" || avenue !== "bias";
    const candidates = Array.from(values ?? [], (value, k) => ({
      layer: asker.layer,
      j: asker.neuron,
      k,
      value,
      stands,
    }));
    return withShares(candidates, asker.layer === 1 ? MAX_PIXEL_CONNECTIONS : MAX_CONNECTIONS);
  }
  return layers.slice(1).flatMap((layer) => {
    const nudged = step.kind === "weights" ? nudges?.layers[layer - 1]?.weights.flat() : undefined;
    const values = nudged ?? Array.from(network.weights[layer - 1] as Float32Array);
    const n = network.sizes[layer - 1] as number;
    const stands = nudged !== undefined;
    const candidates = values.map((value, i) => ({
      layer,
      j: Math.floor(i / n),
      k: i % n,
      value,
      stands,
    }));
    return withShares(candidates, MAX_CONNECTIONS);
  });
}

function withShares(paths: Omit<Connection, "share">[], count: number): Connection[] {
  const ranking = strongestIndices(
    paths.map((path) => path.value),
    paths.length,
  );
  const largest = Math.abs(paths[ranking[0] ?? 0]?.value ?? 0) || 1;
  const strongest = ranking.slice(0, count).reverse();
  return strongest
    .map((i) => paths[i] as Omit<Connection, "share">)
    .map((path) => ({ ...path, share: Math.abs(path.value) / largest }))
    .sort((one, other) => Number(one.stands) - Number(other.stands));
}
