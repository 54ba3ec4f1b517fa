/** Examples in a plane, each written as what it is, so that nobody needs to tell colours apart. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type ExamplesRecord, useAnswer } from "../../api";
import { Picture } from "../../marks/Picture";
import type { Opened } from "../../messages";
import { lettersOf, within } from "../../names";
import { about, go, shown } from "../../state";
import { colours, theme } from "../../theme";
import { say } from "../../words";
import type { MapRecord } from "./records";

const SIDE = 460;
const PAD = 14;
/** How far from a point the pointer still means it, in the canvas's own units. */
const NEAR = 18;

interface Props {
  record: MapRecord;
  network: Opened;
  title: string;
}

export function MapMark({ record, network, title }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const [byFinger, setByFinger] = useState(false);
  const places = useMemo(() => placed(record.positions), [record]);
  const now = theme.value;
  useEffect(() => {
    void now;
    if (canvas.current) paint(canvas.current, places, record, network.classes, at);
  }, [places, record, network, at, now]);
  const nearest = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * SIDE;
    const y = ((event.clientY - box.top) / box.height) * SIDE;
    let found: number | null = null;
    let best = NEAR;
    places.forEach(([px, py], i) => {
      const apart = Math.hypot(px - x, py - y);
      if (apart < best) [best, found] = [apart, i];
    });
    setAt(found);
    setByFinger(event.pointerType === "touch");
  };
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by !== undefined) setAt(((at ?? -by) + by + places.length) % places.length);
    else if (event.key === "Escape") setAt(null);
    else return;
    event.preventDefault();
  };
  const look = () => {
    if (at === null) return;
    shown.value = { kind: "example", set: "test", number: at };
    go("network");
  };
  return (
    <div class="map-mark">
      <button
        type="button"
        class="map-button"
        aria-label={`${say("maps")}: ${title}`}
        onKeyDown={walk}
        onPointerMove={nearest}
        onPointerDown={nearest}
        onPointerLeave={(event) => {
          // A finger that is lifted has shown what it meant.
          if (event.pointerType !== "touch") setAt(null);
        }}
        onClick={(event) => {
          // A mouse and a key have seen what is there already.
          if ((event as unknown as PointerEvent).pointerType !== "touch") look();
        }}
      >
        <canvas ref={canvas} width={SIDE} height={SIDE} />
      </button>
      {at !== null && (
        <Here at={at} record={record} network={network} look={byFinger ? look : undefined} />
      )}
    </div>
  );
}

interface HereProps {
  at: number;
  record: MapRecord;
  network: Opened;
  /** By finger one looks first and opens then; a mouse would have to leave the point for that. */
  look: (() => void) | undefined;
}

/** The example that is pointed at. */
function Here(props: HereProps) {
  const { at, record, network, look } = props;
  const pictures = useAnswer<ExamplesRecord>("examples", { ...about(), numbers: [at] });
  const [label, said] = [record.labels[at] as number, record.predicted[at] as number];
  return (
    <div class="here" aria-live="polite">
      {network.image_shape && <Picture inputs={pictures?.inputs[0]} shape={network.image_shape} />}
      <span>
        {network.classes[label]}
        {label !== said && `, ${within(say("networkSays"))} ${network.classes[said]}`}
      </span>
      {look && (
        <button type="button" onClick={look}>
          {say("showInNetwork")}
        </button>
      )}
    </div>
  );
}

/** Positions fitted into the canvas, with one measure for both axes. */
export function placed(positions: [number, number][]): [number, number][] {
  const xs = positions.map(([x]) => x);
  const ys = positions.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const reach = Math.max(Math.max(...xs) - left, Math.max(...ys) - top) || 1;
  const share = (SIDE - 2 * PAD) / reach;
  const [wide, high] = [(Math.max(...xs) - left) * share, (Math.max(...ys) - top) * share];
  return positions.map(([x, y]) => [
    (SIDE - wide) / 2 + (x - left) * share,
    // Up is up.
    SIDE - (SIDE - high) / 2 - (y - top) * share,
  ]);
}

function paint(
  canvas: HTMLCanvasElement,
  places: [number, number][],
  record: MapRecord,
  classes: string[],
  at: number | null,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { page, marked } = colours();
  const light = theme.value === "light" ? 38 : 68;
  context.fillStyle = page;
  context.fillRect(0, 0, SIDE, SIDE);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "11px system-ui";
  const letters = lettersOf(classes);
  places.forEach(([x, y], i) => {
    const label = record.labels[i] as number;
    context.fillStyle = `hsl(${(360 * label) / classes.length} 62% ${light}%)`;
    context.fillText(letters[label] ?? "", x, y);
  });
  if (at === null) return;
  const [x, y] = places[at] as [number, number];
  context.strokeStyle = marked;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.stroke();
}
