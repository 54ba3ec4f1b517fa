/**
 * Examples in a plane, each drawn as its label, so that colour is not needed to tell them apart.
 */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { NetworkParameters } from "../../api/messages";
import type { ExamplesRecord } from "../../api/records/examples";
import type { EmbeddingRecord } from "../../api/records/inspect";
import { useQueryData } from "../../api/useQuery";
import { fitPlane } from "../../charts/fitPlane";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { lowercaseInSentence, shortestPrefixes } from "../../i18n/names";
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
  network: NetworkParameters;
  title: string;
}

export function EmbeddingChart({ record, network, title }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [byFinger, setByFinger] = useState(false);
  const places = useMemo(
    () => record.positions.map(fitPlane(record.positions, SIDE, SIDE, PAD)),
    [record],
  );
  const currentTheme = theme.value;
  useEffect(() => {
    void currentTheme;
    if (canvas.current) paint(canvas.current, places, record, network.classes, pointed);
  }, [places, record, network, pointed, currentTheme]);
  const nearest = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * SIDE;
    const y = ((event.clientY - box.top) / box.height) * SIDE;
    let nearestIndex: number | null = null;
    let best = HIT_RADIUS;
    places.forEach(([px, py], i) => {
      const apart = Math.hypot(px - x, py - y);
      if (apart < best) [best, nearestIndex] = [apart, i];
    });
    setPointed(nearestIndex);
    setByFinger(event.pointerType === "touch");
  };
  const moveByKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by !== undefined) setPointed(((pointed ?? -by) + by + places.length) % places.length);
    else if (event.key === "Escape") setPointed(null);
    else return;
    event.preventDefault();
  };
  const openExample = () => {
    if (pointed === null) return;
    inputSource.value = { kind: "example", set: "test", number: pointed };
    goToView("network");
  };
  return (
    <div class="embedding-chart">
      <button
        type="button"
        class="embedding-button"
        aria-label={`${t("maps")}: ${title}`}
        onKeyDown={moveByKey}
        onPointerMove={nearest}
        onPointerDown={nearest}
        onPointerLeave={(event) => {
          // A finger that is lifted has shown what it meant.
          if (event.pointerType !== "touch") setPointed(null);
        }}
        onClick={(event) => {
          // A mouse and a key have seen what is there already.
          if ((event as unknown as PointerEvent).pointerType !== "touch") openExample();
        }}
      >
        <canvas ref={canvas} width={SIDE} height={SIDE} />
      </button>
      {pointed !== null && (
        <PointedExample
          pointed={pointed}
          record={record}
          network={network}
          openExample={byFinger ? openExample : undefined}
        />
      )}
    </div>
  );
}

interface PointedExampleProps {
  pointed: number;
  record: EmbeddingRecord;
  network: NetworkParameters;
  /** By finger one looks first and opens then; a mouse would have to leave the point for that. */
  openExample: (() => void) | undefined;
}

/** The example that is pointed at. */
function PointedExample(props: PointedExampleProps) {
  const { pointed, record, network, openExample } = props;
  const pictures = useQueryData<ExamplesRecord>("examples", {
    ...modelQuery(),
    numbers: [pointed],
  });
  const [label, said] = [record.labels[pointed] as number, record.predicted[pointed] as number];
  return (
    <div class="pointed-example" aria-live="polite">
      {network.image_shape && (
        <GrayscaleImage inputs={pictures?.inputs[0]} shape={network.image_shape} />
      )}
      <span>
        {network.classes[label]}
        {label !== said && `, ${lowercaseInSentence(t("networkSays"))} ${network.classes[said]}`}
      </span>
      {openExample && (
        <button type="button" onClick={openExample}>
          {t("showInNetwork")}
        </button>
      )}
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement,
  places: [number, number][],
  record: EmbeddingRecord,
  classes: string[],
  pointed: number | null,
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
  if (pointed === null) return;
  const [x, y] = places[pointed] as [number, number];
  context.strokeStyle = marked;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.stroke();
}
