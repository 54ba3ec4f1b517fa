/** Examples in a plane, each written as what it is, so that nobody needs to tell colours apart. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Opened } from "../../api/messages";
import type { ExamplesRecord } from "../../api/records/examples";
import type { EmbeddingRecord } from "../../api/records/inspect";
import { useQueryData } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { shortestPrefixes } from "../../i18n/names";
import { t } from "../../i18n/translate";
import { inputSource } from "../../state/input";
import { modelQuery } from "../../state/model";
import { goToView } from "../../state/navigation";

import { theme, themeColours } from "../../state/theme";

const SIDE = 460;
const PAD = 14;
/** How far from a point the pointer still means it, in the canvas's own units. */
const HIT_RADIUS = 18;

interface Props {
  record: EmbeddingRecord;
  network: Opened;
  title: string;
}

export function EmbeddingChart({ record, network, title }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const [byFinger, setByFinger] = useState(false);
  const places = useMemo(() => fitToCanvas(record.positions), [record]);
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
    let best = HIT_RADIUS;
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
    inputSource.value = { kind: "example", set: "test", number: at };
    goToView("network");
  };
  return (
    <div class="map-mark">
      <button
        type="button"
        class="map-button"
        aria-label={`${t("maps")}: ${title}`}
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
        <PointedExample
          at={at}
          record={record}
          network={network}
          look={byFinger ? look : undefined}
        />
      )}
    </div>
  );
}

interface PointedExampleProps {
  at: number;
  record: EmbeddingRecord;
  network: Opened;
  /** By finger one looks first and opens then; a mouse would have to leave the point for that. */
  look: (() => void) | undefined;
}

/** The example that is pointed at. */
function PointedExample(props: PointedExampleProps) {
  const { at, record, network, look } = props;
  const pictures = useQueryData<ExamplesRecord>("examples", { ...modelQuery(), numbers: [at] });
  const [label, said] = [record.labels[at] as number, record.predicted[at] as number];
  return (
    <div class="here" aria-live="polite">
      {network.image_shape && (
        <GrayscaleImage inputs={pictures?.inputs[0]} shape={network.image_shape} />
      )}
      <span>
        {network.classes[label]}
        {label !== said && `, ${t("says")} ${network.classes[said]}`}
      </span>
      {look && (
        <button type="button" onClick={look}>
          {t("lookAt")}
        </button>
      )}
    </div>
  );
}

/** Positions fitted into the canvas, with one measure for both axes. */
export function fitToCanvas(positions: [number, number][]): [number, number][] {
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
  record: EmbeddingRecord,
  classes: string[],
  at: number | null,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { page, marked } = themeColours();
  const light = theme.value === "light" ? 38 : 68;
  context.fillStyle = page;
  context.fillRect(0, 0, SIDE, SIDE);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "11px system-ui";
  const letters = shortestPrefixes(classes);
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
