/** A surface in three dimensions, drawn by ourselves; it turns by dragging and by arrow keys. */
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { colours, theme } from "../theme";
import { say } from "../words";
import { drawWay, type Grid } from "./Contours";
import { mixed } from "./paint";
import { seenFrom } from "./turn";

const WIDTH = 560;
const HEIGHT = 460;
const SCALE = 355;
/** More cells than this a side would not be seen, and take long to draw. */
const CELLS = 41;

interface Props {
  grid: Grid;
  path: [number, number][];
  /** What the path's points cost, to lie as high as they are. */
  costs: number[];
  turned: Signal<number>;
  label: string;
}

export function Surface({ grid, path, costs, turned, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<{ x: number; turned: number } | null>(null);
  const now = theme.value;
  const degrees = turned.value;
  useEffect(() => {
    void now;
    if (canvas.current) paint(canvas.current, grid, path, costs, degrees);
  }, [grid, path, costs, degrees, now]);
  const turn = (to: number) => {
    turned.value = ((Math.round(to) + 540) % 360) - 180;
  };
  return (
    <div
      class="surface"
      role="slider"
      tabIndex={0}
      aria-label={`${label}. ${say("rotate")}`}
      aria-valuemin={-180}
      aria-valuemax={180}
      aria-valuenow={degrees}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
        if (by === undefined) return;
        turn(degrees + by);
        event.preventDefault();
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, turned: degrees };
      }}
      onPointerMove={(event) => {
        if (held.current) turn(held.current.turned + (event.clientX - held.current.x) * 0.6);
      }}
      onPointerUp={() => {
        held.current = null;
      }}
    >
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} />
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement,
  grid: Grid,
  path: [number, number][],
  costs: number[],
  degrees: number,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { page, positive, text, marked } = colours();
  context.fillStyle = page;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const { x, y, heights } = grid;
  const all = heights.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const share = (values: number[], value: number) => {
    const [first, last] = [values[0] as number, values.at(-1) as number];
    return (value - first) / (last - first) - 0.5;
  };
  const lift = (height: number) => (height - low) / (high - low || 1);
  const place = (px: number, py: number, height: number) =>
    seenFrom(degrees, [share(x, px), share(y, py), Math.min(lift(height), 1.05)]);
  const put = (point: { right: number; down: number }): [number, number] => [
    WIDTH / 2 + point.right * SCALE,
    HEIGHT * 0.7 + point.down * SCALE,
  ];
  const step = Math.max(1, Math.ceil((x.length - 1) / CELLS));
  const cells: { corners: [number, number][]; near: number; height: number }[] = [];
  for (let i = 0; i + step < y.length; i += step) {
    for (let j = 0; j + step < x.length; j += step) {
      const corners = [
        [i, j],
        [i, j + step],
        [i + step, j + step],
        [i + step, j],
      ].map(([row, column]) => {
        const height = heights[row as number]?.[column as number] as number;
        return {
          height,
          ...place(x[column as number] as number, y[row as number] as number, height),
        };
      });
      cells.push({
        corners: corners.map(put),
        near: corners.reduce((sum, corner) => sum + corner.near, 0),
        height: corners.reduce((sum, corner) => sum + lift(corner.height), 0) / 4,
      });
    }
  }
  // What is far is painted first, so that what is near lies over it.
  cells.sort((one, other) => one.near - other.near);
  context.lineWidth = 0.5;
  for (const { corners, height } of cells) {
    context.beginPath();
    corners.forEach(([cx, cy], i) => {
      if (i === 0) context.moveTo(cx, cy);
      else context.lineTo(cx, cy);
    });
    context.closePath();
    context.fillStyle = mixed(page, positive, 0.12 + 0.75 * Math.sqrt(Math.max(height, 0)));
    context.fill();
    context.strokeStyle = mixed(page, text, 0.28);
    context.stroke();
  }
  drawWay(
    context,
    path.map(([px, py], i) => put(place(px, py, costs[i] as number))),
    marked,
  );
}
