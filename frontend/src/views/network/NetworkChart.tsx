/** The whole network: the input as an image, all edges, and a circle for every neuron. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import type { NetworkParameters } from "../../api/messages";
import type { EdgesJob } from "../../charts/edges";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { type Layout, layoutOf } from "../../charts/networkLayout";
import { useSize } from "../../charts/useSize";
import { formatFixed } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { NeuronPlace } from "../../state/address";
import { activations, selectedNeuron } from "../../state/input";
import { edits, isRun, loadedNetwork } from "../../state/model";
import { runState } from "../../state/runs";

import { theme, themeColours } from "../../state/theme";

export function NetworkChart() {
  const network = loadedNetwork.value;
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const layout = useMemo(
    () =>
      network && size.width > 0
        ? layoutOf(network.sizes, network.image_shape, size.width, size.height)
        : null,
    [network?.sizes.join(), network?.image_shape?.join(), size],
  );
  return (
    <div class="network" ref={box}>
      {network && layout && (
        <>
          <Edges network={network} layout={layout} />
          <InputPicture network={network} layout={layout} />
          <Neurons network={network} layout={layout} />
        </>
      )}
    </div>
  );
}

function Edges({ network, layout }: { network: NetworkParameters; layout: Layout }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const worker = useRef<Worker | null>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const painter = new Worker(new URL("../../charts/edgesWorker.ts", import.meta.url), {
      type: "module",
    });
    const surface = canvas.current.transferControlToOffscreen();
    painter.postMessage({ canvas: surface }, [surface]);
    worker.current = painter;
    return () => painter.terminate();
  }, []);
  const currentTheme = theme.value;
  const isSelected = selectedNeuron.value;
  const moving = isRun.value && (runState.value?.playing ?? false);
  useEffect(() => {
    void currentTheme;
    const { positive, negative } = themeColours();
    const job: EdgesJob = {
      width: layout.width,
      height: layout.height,
      scale: Math.min(window.devicePixelRatio, 2),
      places: layout.places,
      weights: network.weights,
      positive,
      negative,
      moving,
      chosen: isSelected,
    };
    worker.current?.postMessage({ job });
  }, [network, layout, currentTheme, isSelected, moving]);
  return (
    <div class="edges" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

function InputPicture({ network, layout }: { network: NetworkParameters; layout: Layout }) {
  if (!layout.picture || !network.image_shape) return null;
  const { x, y, side } = layout.picture;
  return (
    <GrayscaleImage
      class="input"
      inputs={activations.value?.inputs}
      shape={network.image_shape}
      label={t("sees")}
      style={{ left: `${x}px`, top: `${y}px`, width: `${side}px`, height: `${side}px` }}
    />
  );
}

function Neurons({ network, layout }: { network: NetworkParameters; layout: Layout }) {
  const currentTheme = activations.value;
  const last = network.sizes.length - 1;
  const output = currentTheme?.a.at(-1);
  const predicted = output ? output.indexOf(Math.max(...output)) : -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a picture
    <svg
      class="neurons"
      width={layout.width}
      height={layout.height}
      role="group"
      aria-label={t("network", { sizes: network.sizes.join(", ") })}
    >
      {layout.places.map((places, layer) => {
        if (layer === 0) return null;
        const layerActivations = currentTheme?.a[layer - 1];
        const radius = layout.radii[layer] as number;
        return Array.from({ length: places.length / 2 }, (_, neuron) => {
          const [x, y] = [places[2 * neuron] as number, places[2 * neuron + 1] as number];
          const a = layerActivations?.[neuron];
          const isSelected =
            selectedNeuron.value?.layer === layer && selectedNeuron.value.neuron === neuron;
          const off = edits.value.some(
            (edit) =>
              edit.kind === "scale" &&
              edit.value === 0 &&
              edit.layer === layer &&
              edit.neuron === neuron,
          );
          const name =
            layer === last
              ? t("output", { name: network.classes[neuron] ?? neuron })
              : t("neuron", { neuron, layer });
          const place = { layer, neuron };
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a picture
            <g
              key={`${layer}.${neuron}`}
              role="button"
              tabindex={isSelected || (!selectedNeuron.value && neuron === 0) ? 0 : -1}
              aria-label={a === undefined ? name : `${name}: ${formatFixed(a, 2)}`}
              aria-pressed={isSelected}
              data-neuron={`${layer}.${neuron}`}
              class={`neuron ${isSelected ? "open" : ""} ${off ? "off" : ""} ${layer === last && neuron === predicted ? "highlighted" : ""}`}
              onClick={() => {
                selectedNeuron.value = isSelected ? null : place;
              }}
              onKeyDown={(event) => moveSelection(event, place, network.sizes)}
            >
              <circle class="hit-area" cx={x} cy={y} r={Math.max(radius, 12)} />
              <circle class="body" cx={x} cy={y} r={radius} />
              <circle class="light" cx={x} cy={y} r={radius} style={{ opacity: brightness(a) }} />
              {off && (
                <path
                  class="cross"
                  d={`M${x - radius} ${y - radius}l${2 * radius} ${2 * radius}`}
                />
              )}
              {radius >= 11 && a !== undefined && (
                <text class={brightness(a) > 0.5 ? "on-light" : ""} x={x} y={y}>
                  {formatFixed(a, a >= 9.95 ? 0 : a >= 0.995 || a < 0 ? 1 : 2).replace(/^0/, "")}
                </text>
              )}
              {layer === last && (
                <text class="name" x={x + radius + 8} y={y}>
                  {(network.classes[neuron] ?? "").slice(0, 3)}
                </text>
              )}
            </g>
          );
        });
      })}
    </svg>
  );
}

/** How bright an activation is shown: those of other activations than the sigmoid may pass 1. */
function brightness(a: number | undefined): number {
  return a === undefined ? 0 : Math.min(Math.max(a, 0), 1);
}

function moveSelection(
  event: KeyboardEvent,
  { layer, neuron }: NeuronPlace,
  sizes: number[],
): void {
  const go = (toLayer: number, toNeuron: number) => {
    const within = Math.min(Math.max(toLayer, 1), sizes.length - 1);
    const count = sizes[within] as number;
    const next = (toNeuron + count) % count;
    selectedNeuron.value = { layer: within, neuron: next };
    // The keys go where the eye goes.
    document.querySelector<SVGElement>(`[data-neuron="${within}.${next}"]`)?.focus();
    event.preventDefault();
  };
  if (event.key === "Enter" || event.key === " ") go(layer, neuron);
  if (event.key === "ArrowUp") go(layer, neuron - 1);
  if (event.key === "ArrowDown") go(layer, neuron + 1);
  if (event.key === "ArrowLeft") go(layer - 1, Math.min(neuron, (sizes[layer - 1] ?? 1) - 1));
  if (event.key === "ArrowRight") go(layer + 1, Math.min(neuron, (sizes[layer + 1] ?? 1) - 1));
  if (event.key === "Escape") selectedNeuron.value = null;
}
