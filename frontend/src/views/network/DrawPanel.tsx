/** The square to draw on, the digits of the test set, and what the network sees of either. */
import { useEffect, useRef } from "preact/hooks";
import { onGrid, type Point, type Stroke } from "../../address";
import { Picture } from "../../marks/Picture";
import { opened, seen, shown } from "../../state";
import { say } from "../../words";

/** As wide as the pen of data/strokes.py. */
const PEN = 0.085;
const TEST_DIGITS = 10_000;

export function DrawPanel() {
  const now = shown.value;
  const strokes = now.kind === "drawing" ? now.strokes : [];
  const fit = now.kind === "drawing" ? now.fit : true;
  const draw = (next: Stroke[]) => {
    shown.value = { kind: "drawing", strokes: next, fit };
  };
  const show = (number: number) => {
    const within = (number + TEST_DIGITS) % TEST_DIGITS;
    shown.value = { kind: "example", set: "test", number: within };
  };
  const number = now.kind === "example" ? now.number : -1;
  return (
    <section class="draw" aria-label={say("draw")}>
      <Square strokes={strokes} draw={draw} />
      <div class="row">
        <button
          type="button"
          disabled={strokes.length === 0}
          onClick={() => draw(strokes.slice(0, -1))}
        >
          {say("undo")}
        </button>
        <button type="button" onClick={() => draw([])}>
          {say("clear")}
        </button>
        <button
          type="button"
          onClick={() => {
            shown.value = { kind: "noise", seed: Math.floor(Math.random() * 1e9) };
          }}
        >
          {say("noise")}
        </button>
      </div>
      <div class="row">
        <button type="button" aria-label={say("previous")} onClick={() => show(number - 1)}>
          ‹
        </button>
        <label class="grow">
          {say("example")}
          <input
            type="number"
            min={0}
            max={TEST_DIGITS - 1}
            value={number < 0 ? "" : number}
            onChange={(event) => {
              const typed = event.currentTarget.valueAsNumber;
              if (Number.isInteger(typed) && typed >= 0) show(typed);
            }}
          />
        </label>
        <button type="button" aria-label={say("next")} onClick={() => show(number + 1)}>
          ›
        </button>
        <button type="button" onClick={() => show(Math.floor(Math.random() * TEST_DIGITS))}>
          {say("random")}
        </button>
      </div>
      <Sees />
      {now.kind === "drawing" && (
        <label class="switch">
          <input
            type="checkbox"
            checked={fit}
            onChange={(event) => {
              shown.value = { kind: "drawing", strokes, fit: event.currentTarget.checked };
            }}
          />
          {say("fit")}
        </label>
      )}
    </section>
  );
}

function Square({ strokes, draw }: { strokes: Stroke[]; draw: (next: Stroke[]) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const current = useRef<Stroke | null>(null);
  useEffect(() => {
    if (canvas.current) paintStrokes(canvas.current, strokes);
  }, [strokes]);
  const point = (event: PointerEvent): Point => {
    const box = (event.currentTarget as HTMLCanvasElement).getBoundingClientRect();
    return [
      onGrid((event.clientX - box.left) / box.width),
      onGrid((event.clientY - box.top) / box.height),
    ];
  };
  return (
    <div class="square">
      <canvas
        ref={canvas}
        width={560}
        height={560}
        role="img"
        aria-label={say("drawHere")}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          current.current = [point(event)];
          draw([...strokes, current.current]);
        }}
        onPointerMove={(event) => {
          const stroke = current.current;
          if (!stroke) return;
          const next = point(event);
          const last = stroke.at(-1) as Point;
          if (Math.hypot(next[0] - last[0], next[1] - last[1]) < 0.008) return;
          current.current = [...stroke, next];
          draw([...strokes.slice(0, -1), current.current]);
        }}
        onPointerUp={() => {
          current.current = null;
        }}
        onPointerCancel={() => {
          current.current = null;
        }}
      />
      {strokes.length === 0 && <p aria-hidden="true">{say("draw")}</p>}
    </div>
  );
}

function paintStrokes(canvas: HTMLCanvasElement, strokes: Stroke[]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = canvas.width;
  context.clearRect(0, 0, side, side);
  context.lineWidth = PEN * side;
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
}

function Sees() {
  const shape = opened.value?.image_shape;
  if (!shape) return null;
  return (
    <figure class="sees">
      <Picture inputs={seen.value?.inputs} shape={shape} label={say("sees")} />
      <figcaption>{say("sees")}</figcaption>
    </figure>
  );
}
