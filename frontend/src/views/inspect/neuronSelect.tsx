/** Which layer, and which of its neurons. */

import type { Opened } from "../../api/messages";
import { say } from "../../i18n/translate";
import { layer, neuron } from "./urlState";

/** The layer that is looked at, as far as the network has it. */
export function layerOf(network: Opened): number {
  return Math.min(layer.value, network.sizes.length - 1);
}

/** The neuron that is looked at, as far as its layer has it. */
export function neuronOf(network: Opened): number {
  return Math.min(neuron.value, (network.sizes[layerOf(network)] as number) - 1);
}

export function LayerChoice({ network }: { network: Opened }) {
  const last = network.sizes.length - 1;
  return (
    <label class="knob">
      {say("layer")}
      <select
        value={layerOf(network)}
        onChange={(event) => {
          layer.value = Number(event.currentTarget.value);
          neuron.value = 0;
        }}
      >
        {network.sizes.slice(1).map((_, i) => (
          <option key={i + 1} value={i + 1}>
            {i + 1 === last ? say("outputLayer", { layer: i + 1 }) : i + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The columns in which a layer's weights are painted: as the input's picture, or one row. */
export function columnsOf(network: Opened, of: number): number {
  const inputs = network.sizes[of - 1] as number;
  if (of === 1 && network.image_shape) return network.image_shape[1];
  return Math.ceil(Math.sqrt(inputs));
}
