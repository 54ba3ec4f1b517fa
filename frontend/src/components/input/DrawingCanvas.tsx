/** A canvas to draw on with pen, finger, mouse or arrow keys; the pen's other end erases. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/translate";
import { ERASER_RADIUS, eraseStrokes, extendStroke, PEN_WIDTH } from "../../maths/strokes";
import { type Point, type Stroke, snapToGrid } from "../../state/address";

/** How far an arrow key goes, as a share of the side. */
const STRIDE = 0.03;
/** Of a pointer's buttons, the one of a pen's eraser. */
const PEN_ERASER = 32;

const ARROW_KEYS: Record<string, Point> = {
  ArrowLeft: [-STRIDE, 0],
  ArrowRight: [STRIDE, 0],
  ArrowUp: [0, -STRIDE],
  ArrowDown: [0, STRIDE],
};

interface Props {
  strokes: Stroke[];
  erasing: boolean;
  /** A stroke begins, or something is about to be erased. */
  begin: () => void;
  draw: (next: Stroke[]) => void;
}

export function DrawingCanvas({ strokes, erasing, begin, draw }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // What the pen does until it is lifted: the strokes before, and the one that grows.
  const current = useRef<{ before: Stroke[]; stroke: Stroke | null } | null>(null);
  const [cursor, setCursor] = useState<Point | null>(null);
  useEffect(() => {
    if (canvas.current) paintStrokes(canvas.current, strokes, cursor, erasing);
  }, [strokes, cursor, erasing]);
  const point = (event: PointerEvent): Point => {
    const box = (event.currentTarget as HTMLCanvasElement).getBoundingClientRect();
    return [
      snapToGrid((event.clientX - box.left) / box.width),
      snapToGrid((event.clientY - box.top) / box.height),
    ];
  };
  const endStroke = () => {
    current.current = null;
  };
  const handleKey = (event: KeyboardEvent) => {
    const direction = ARROW_KEYS[event.key];
    if (!direction && event.key !== " ") return;
    event.preventDefault();
    const from = cursor ?? [0.5, 0.25];
    const to: Point = direction
      ? [snapToGrid(from[0] + direction[0]), snapToGrid(from[1] + direction[1])]
      : from;
    setCursor(to);
    if (event.key === " ") {
      begin();
      if (erasing) draw(eraseStrokes(strokes, to));
      else draw([...strokes, [to]]);
    } else if (event.shiftKey && erasing) {
      begin();
      draw(eraseStrokes(strokes, to));
    } else if (event.shiftKey) {
      const last = strokes.at(-1) ?? [];
      const end = last.at(-1);
      const continues = end !== undefined && end[0] === from[0] && end[1] === from[1];
      if (!continues) begin();
      draw(continues ? [...strokes.slice(0, -1), [...last, to]] : [...strokes, [from, to]]);
    }
  };
  return (
    <div class="drawing-canvas">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes every key and pointer itself */}
      <canvas
        ref={canvas}
        width={560}
        height={560}
        role="application"
        tabindex={0}
        class={erasing ? "erasing" : ""}
        aria-label={t("drawHere")}
        onKeyDown={handleKey}
        onBlur={() => setCursor(null)}
        onPointerDown={(event) => {
          if (event.button !== 0 && !(event.buttons & PEN_ERASER)) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          begin();
          const erases = erasing || (event.buttons & PEN_ERASER) !== 0;
          current.current = { before: strokes, stroke: erases ? null : [point(event)] };
          const { stroke } = current.current;
          draw(stroke ? [...strokes, stroke] : eraseStrokes(strokes, point(event)));
        }}
        onPointerMove={(event) => {
          const pen = current.current;
          if (!pen) return;
          if (pen.stroke) {
            const longer = extendStroke(pen.stroke, point(event));
            if (longer === pen.stroke) return;
            pen.stroke = longer;
            draw([...pen.before, longer]);
          } else draw(eraseStrokes(strokes, point(event)));
        }}
        onPointerUp={endStroke}
        onPointerCancel={endStroke}
      />
      {strokes.length === 0 && <p aria-hidden="true">{t("draw")}</p>}
    </div>
  );
}

function paintStrokes(
  canvas: HTMLCanvasElement,
  strokes: Stroke[],
  cursor: Point | null,
  erasing: boolean,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = canvas.width;
  context.clearRect(0, 0, side, side);
  context.lineWidth = PEN_WIDTH * side;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = "#fff";
  for (const stroke of strokes) {
    context.beginPath();
    stroke.forEach(([x, y], index) => {
      if (index === 0) context.moveTo(x * side, y * side);
      context.lineTo(x * side, y * side);
    });
    context.stroke();
  }
  if (!cursor) return;
  // Where the arrow keys are; it is no ink.
  context.lineWidth = 3;
  context.strokeStyle = "#888";
  context.beginPath();
  const radius = (erasing ? ERASER_RADIUS : PEN_WIDTH / 2) * side;
  context.arc(cursor[0] * side, cursor[1] * side, radius, 0, 2 * Math.PI);
  context.stroke();
}
