/** The network with a step's wishes: an arrow at every neuron that should be more or less active. */

import { useMemo, useRef } from "preact/hooks";
import type { NetworkParameters } from "../../api/messages";
import type { FiniteOrNull, WishesRecord } from "../../api/records/backprop";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { type Layout, layoutOf } from "../../charts/networkLayout";
import { SignedImage } from "../../charts/SignedImage";
import { useSize } from "../../charts/useSize";
import { neuronName } from "../../i18n/names";
import { formatFixed, formatNudge } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { NeuronPlace } from "../../state/address";
import type { Connection } from "./connections";

import { WishArrow } from "./WishArrow";

/** Wishes for a layer, undefined for a neuron without one; null for none at all. */
export type DrawnWishes = (FiniteOrNull | undefined)[] | null;

export interface WishChartProps {
  network: NetworkParameters;
  record: WishesRecord;
  inputs: ArrayLike<number> | undefined;
  /** For each layer the wishes to be drawn. */
  wishes: DrawnWishes[];
  paths: Connection[];
  /** The neuron that the step is about. */
  marked: NeuronPlace | null;
  /** Which layers' neurons can be chosen. */
  isSelectable: (layer: number) => boolean;
  choose: (place: NeuronPlace) => void;
}

/** Room at the right for the outputs' arrows, and above for the layers' names. */
const [ARROW_ROOM, LAYER_NAME_ROOM] = [34, 26];

export function WishChart(marked: WishChartProps) {
  const { network } = marked;
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const layout = useMemo(
    () =>
      width > 0
        ? layoutOf(network.sizes, network.image_shape, width - ARROW_ROOM, height - LAYER_NAME_ROOM)
        : null,
    [network.sizes.join(), network.image_shape?.join(), width, height],
  );
  return (
    <div class="network wish-network" ref={box}>
      {layout && (
        <>
          <InputImage {...marked} layout={layout} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a picture */}
          <svg
            width={width}
            height={height}
            role="group"
            aria-label={t("network", { sizes: network.sizes.join(", ") })}
          >
            <g transform={`translate(0 ${LAYER_NAME_ROOM})`}>
              <Connections paths={marked.paths} layout={layout} />
              <LayerNames network={network} layout={layout} />
              {layout.places.map((_, layer) =>
                layer === 0 && layout.picture ? null : (
                  <LayerColumn key={layer} {...marked} layout={layout} layer={layer} />
                ),
              )}
            </g>
          </svg>
        </>
      )}
    </div>
  );
}

function InputImage({
  network,
  inputs,
  wishes,
  layout,
}: Pick<WishChartProps, "network" | "inputs" | "wishes"> & { layout: Layout }) {
  const shape = network.image_shape;
  if (!layout.picture || !shape) return null;
  const { x, y, side } = layout.picture;
  const place = { left: `${x}px`, top: `${y + LAYER_NAME_ROOM}px`, width: `${side}px` };
  const asked = wishes[0];
  if (!asked) {
    return (
      <GrayscaleImage
        class="input"
        inputs={inputs}
        shape={shape}
        label={t("sees")}
        style={{ ...place, height: `${side}px` }}
      />
    );
  }
  return (
    <div class="wished-pixels" style={place}>
      <SignedImage
        values={asked.map((value) => value ?? 0)}
        count={asked.length}
        columns={shape[1]}
        label={t("wishedPixels")}
      />
    </div>
  );
}

function Connections({ paths, layout }: { paths: Connection[]; layout: Layout }) {
  return (
    <g class="connections">
      {paths.map(({ layer, j, k, value, share, stands }) => {
        const [from, to] = [layout.places[layer - 1], layout.places[layer]];
        if (!from || !to) return null;
        return (
          <line
            key={`${layer}.${j}.${k}`}
            class={value < 0 ? "negative" : "positive"}
            x1={from[2 * k]}
            y1={from[2 * k + 1]}
            x2={to[2 * j]}
            y2={to[2 * j + 1]}
            stroke-width={stands ? 0.6 + 3.4 * share : 0.4 + 1.2 * share}
            stroke-dasharray={value < 0 ? "4 3" : undefined}
            opacity={stands ? 0.35 + 0.65 * share : 0.05 + 0.2 * share}
          />
        );
      })}
    </g>
  );
}

function LayerNames({ network, layout }: { network: NetworkParameters; layout: Layout }) {
  const last = network.sizes.length - 1;
  return (
    <g class="layers">
      {layout.places.map((places, layer) => {
        if (layer === 0 && layout.picture) return null;
        const text =
          layer === last ? t("outputs") : layer === 0 ? t("inputs") : t("layerOf", { layer });
        return <text key={layer} x={places[0]} y={-10} children={text} />;
      })}
    </g>
  );
}

function LayerColumn(props: WishChartProps & { layout: Layout; layer: number }) {
  const { network, record, wishes, marked, isSelectable, choose, layout, layer } = props;
  const places = layout.places[layer] as Float32Array;
  const radius = layout.radii[layer] as number;
  const last = layer === network.sizes.length - 1;
  const count = places.length / 2;
  const gap = count > 1 ? (places[3] as number) - (places[1] as number) : 3 * radius;
  const layerWishes = wishes[layer];
  const largest = Math.max(...(layerWishes ?? []).map((wish) => Math.abs(wish ?? 0)), 1e-300);
  const selectable = isSelectable(layer);
  // Beside the outputs' names, of which three letters are shown.
  const letters = Math.min(Math.max(...network.classes.map((each) => each.length), 1), 3);
  const beside = 18 + 10 * letters;
  return (
    <>
      {Array.from({ length: count }, (_, neuron) => {
        const [x, y] = [places[2 * neuron] as number, places[2 * neuron + 1] as number];
        const a = record.layers[layer]?.a[neuron];
        const wish = layerWishes?.[neuron];
        const name = neuronName(network, layer, neuron);
        const isMarked = marked?.layer === layer && marked.neuron === neuron;
        const light = Math.min(Math.max(a ?? 0, 0), 1);
        const details = [
          a === undefined ? "" : `a ${formatFixed(a, 2)}`,
          wish === undefined ? "" : `${t("wish")} ${formatNudge(wish, 3)}`,
        ].filter(Boolean);
        const acting = selectable
          ? {
              role: "button" as const,
              tabindex: isMarked || (marked?.layer !== layer && neuron === 0) ? 0 : -1,
              "aria-pressed": isMarked,
              onClick: () => choose({ layer, neuron }),
              onKeyDown: (event: KeyboardEvent) =>
                moveSelection(event, layer, neuron, count, choose),
            }
          : { role: "img" as const };
        return (
          <g
            key={neuron}
            {...acting}
            class={`neuron ${isMarked ? "open" : ""} ${selectable ? "" : "inactive"} ${last && neuron === record.label ? "highlighted" : ""}`}
            aria-label={[name, ...details].join(", ")}
          >
            <circle class="hit-area" cx={x} cy={y} r={Math.max(radius, 12)} />
            <circle class="body" cx={x} cy={y} r={radius} />
            <circle class="light" cx={x} cy={y} r={radius} style={{ opacity: light }} />
            {radius >= 11 && a !== undefined && (
              <text class={light > 0.5 ? "on-light" : ""} x={x} y={y}>
                {formatFixed(a, Math.abs(a) >= 0.995 ? 1 : 2).replace(/^0/, "")}
              </text>
            )}
            {last && (
              <text class="name" x={x + radius + 8} y={y}>
                {(network.classes[neuron] ?? "").slice(0, 3)}
              </text>
            )}
            {wish !== undefined && (
              <WishArrow
                x={x + radius + (last ? beside : Math.max(6, radius * 0.6))}
                y={y}
                value={wish ?? 0}
                scaleMax={largest}
                room={Math.min(gap * 0.92, 40)}
              />
            )}
          </g>
        );
      })}
    </>
  );
}

/** ↑ and ↓ go through the layer; ← and → are left to the steps. */
function moveSelection(
  event: KeyboardEvent,
  layer: number,
  neuron: number,
  count: number,
  choose: (place: NeuronPlace) => void,
): void {
  const by = { ArrowUp: -1, ArrowDown: 1, Enter: 0, " ": 0 }[event.key];
  if (by === undefined) return;
  choose({ layer, neuron: (neuron + by + count) % count });
  requestAnimationFrame(() =>
    document.querySelector<SVGElement>(".wish-network .neuron.open")?.focus(),
  );
  event.preventDefault();
}
