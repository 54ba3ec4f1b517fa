/** The network with a step's wishes: an arrow at every neuron that should be more or less active. */
import { useMemo, useRef } from "preact/hooks";
import type { Chosen } from "../../address";
import { type Layout, layoutOf } from "../../marks/layout";
import { Picture } from "../../marks/Picture";
import { SignedPicture } from "../../marks/SignedPicture";
import { useSize } from "../../marks/size";
import type { Opened } from "../../messages";
import { nameOf } from "../../names";
import { fixed, say } from "../../words";
import { Arrow } from "./Arrow";
import { nudge } from "./numbers";
import type { Path } from "./paths";
import type { Held, WishesRecord } from "./records";

/** Wishes for a layer, undefined for a neuron without one; null for none at all. */
export type Drawn = (Held | undefined)[] | null;

export interface Marked {
  network: Opened;
  record: WishesRecord;
  inputs: ArrayLike<number> | undefined;
  /** For each layer the wishes to be drawn. */
  wishes: Drawn[];
  paths: Path[];
  /** The neuron that the step is about. */
  marked: Chosen | null;
  /** Which layers' neurons can be chosen. */
  open: (layer: number) => boolean;
  choose: (place: Chosen) => void;
}

/** Room at the right for the outputs' arrows, and above for the layers' names. */
const [ARROWS, NAMES] = [34, 26];

export function WishMark(marked: Marked) {
  const { network } = marked;
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const layout = useMemo(
    () =>
      width > 0
        ? layoutOf(network.sizes, network.image_shape, width - ARROWS, height - NAMES)
        : null,
    [network.sizes.join(), network.image_shape?.join(), width, height],
  );
  return (
    <div class="network wish-network" ref={box}>
      {layout && (
        <>
          <Input {...marked} layout={layout} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a picture */}
          <svg
            width={width}
            height={height}
            role="group"
            aria-label={say("network", { sizes: network.sizes.join(", ") })}
          >
            <g transform={`translate(0 ${NAMES})`}>
              <Paths paths={marked.paths} layout={layout} />
              <Names network={network} layout={layout} />
              {layout.places.map((_, layer) =>
                layer === 0 && layout.picture ? null : (
                  <Column key={layer} {...marked} layout={layout} layer={layer} />
                ),
              )}
            </g>
          </svg>
        </>
      )}
    </div>
  );
}

function Input({
  network,
  inputs,
  wishes,
  layout,
}: Pick<Marked, "network" | "inputs" | "wishes"> & { layout: Layout }) {
  const shape = network.image_shape;
  if (!layout.picture || !shape) return null;
  const { x, y, side } = layout.picture;
  const place = { left: `${x}px`, top: `${y + NAMES}px`, width: `${side}px` };
  const asked = wishes[0];
  if (!asked) {
    return (
      <Picture
        class="input"
        inputs={inputs}
        shape={shape}
        label={say("sees")}
        style={{ ...place, height: `${side}px` }}
      />
    );
  }
  return (
    <div class="wished" style={place}>
      <SignedPicture
        values={asked.map((value) => value ?? 0)}
        count={asked.length}
        columns={shape[1]}
        label={say("wishedPixels")}
      />
    </div>
  );
}

function Paths({ paths, layout }: { paths: Path[]; layout: Layout }) {
  return (
    <g class="paths">
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

function Names({ network, layout }: { network: Opened; layout: Layout }) {
  const last = network.sizes.length - 1;
  return (
    <g class="layers">
      {layout.places.map((places, layer) => {
        if (layer === 0 && layout.picture) return null;
        const text =
          layer === last ? say("outputs") : layer === 0 ? say("inputs") : say("layerOf", { layer });
        return <text key={layer} x={places[0]} y={-10} children={text} />;
      })}
    </g>
  );
}

function Column(props: Marked & { layout: Layout; layer: number }) {
  const { network, record, wishes, marked, open, choose, layout, layer } = props;
  const places = layout.places[layer] as Float32Array;
  const radius = layout.radii[layer] as number;
  const last = layer === network.sizes.length - 1;
  const count = places.length / 2;
  const gap = count > 1 ? (places[3] as number) - (places[1] as number) : 3 * radius;
  const here = wishes[layer];
  const most = Math.max(...(here ?? []).map((wish) => Math.abs(wish ?? 0)), 1e-300);
  const can = open(layer);
  // Beside the outputs' names, of which three letters are shown.
  const letters = Math.min(Math.max(...network.classes.map((each) => each.length), 1), 3);
  const beside = 18 + 10 * letters;
  return (
    <>
      {Array.from({ length: count }, (_, neuron) => {
        const [x, y] = [places[2 * neuron] as number, places[2 * neuron + 1] as number];
        const a = record.layers[layer]?.a[neuron];
        const wish = here?.[neuron];
        const name = nameOf(network, layer, neuron);
        const on = marked?.layer === layer && marked.neuron === neuron;
        const light = Math.min(Math.max(a ?? 0, 0), 1);
        const told = [
          a === undefined ? "" : `a ${fixed(a, 2)}`,
          wish === undefined ? "" : `${say("wish")} ${nudge(wish, 3)}`,
        ].filter(Boolean);
        const acting = can
          ? {
              role: "button" as const,
              tabindex: on || (marked?.layer !== layer && neuron === 0) ? 0 : -1,
              "aria-pressed": on,
              onClick: () => choose({ layer, neuron }),
              onKeyDown: (event: KeyboardEvent) => walk(event, layer, neuron, count, choose),
            }
          : { role: "img" as const };
        return (
          <g
            key={neuron}
            {...acting}
            class={`neuron ${on ? "open" : ""} ${can ? "" : "still"} ${last && neuron === record.label ? "said" : ""}`}
            aria-label={[name, ...told].join(", ")}
          >
            <circle class="reach" cx={x} cy={y} r={Math.max(radius, 12)} />
            <circle class="body" cx={x} cy={y} r={radius} />
            <circle class="light" cx={x} cy={y} r={radius} style={{ opacity: light }} />
            {radius >= 11 && a !== undefined && (
              <text class={light > 0.5 ? "on-light" : ""} x={x} y={y}>
                {fixed(a, Math.abs(a) >= 0.995 ? 1 : 2).replace(/^0/, "")}
              </text>
            )}
            {last && (
              <text class="name" x={x + radius + 8} y={y}>
                {(network.classes[neuron] ?? "").slice(0, 3)}
              </text>
            )}
            {wish !== undefined && (
              <Arrow
                x={x + radius + (last ? beside : Math.max(6, radius * 0.6))}
                y={y}
                value={wish ?? 0}
                most={most}
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
function walk(
  event: KeyboardEvent,
  layer: number,
  neuron: number,
  count: number,
  choose: (place: Chosen) => void,
): void {
  const by = { ArrowUp: -1, ArrowDown: 1, Enter: 0, " ": 0 }[event.key];
  if (by === undefined) return;
  choose({ layer, neuron: (neuron + by + count) % count });
  requestAnimationFrame(() =>
    document.querySelector<SVGElement>(".wish-network .neuron.open")?.focus(),
  );
  event.preventDefault();
}
