/** Selects a layer and a neuron. */

import type { NetworkParameters } from "../../api/messages";
import { t } from "../../i18n/translate";
import { inspectedLayer, inspectedNeuron } from "./urlState";

/** The layer that is looked at, as far as the network has it. */
export function existingLayer(network: NetworkParameters): number {
  return Math.min(inspectedLayer.value, network.sizes.length - 1);
}

/** The neuron that is looked at, as far as its layer has it. */
export function existingNeuron(network: NetworkParameters): number {
  return Math.min(inspectedNeuron.value, (network.sizes[existingLayer(network)] as number) - 1);
}

export function LayerSelect({ network }: { network: NetworkParameters }) {
  const last = network.sizes.length - 1;
  return (
    <label class="field">
      {t("layer")}
      <select
        value={existingLayer(network)}
        onChange={(event) => {
          inspectedLayer.value = Number(event.currentTarget.value);
          inspectedNeuron.value = 0;
        }}
      >
        {network.sizes.slice(1).map((_, i) => (
          <option key={i + 1} value={i + 1}>
            {i + 1 === last ? t("outputLayer", { layer: i + 1 }) : i + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The columns in which a layer's weights are painted: as the input's picture, or one row. */
export function imageColumns(network: NetworkParameters, of: number): number {
  const inputs = network.sizes[of - 1] as number;
  if (of === 1 && network.image_shape) return network.image_shape[1];
  return Math.ceil(Math.sqrt(inputs));
}
