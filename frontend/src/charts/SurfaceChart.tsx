/** A surface in three dimensions; dragging and the arrow keys rotate it. */
import type { Signal } from "@preact/signals";
import { scaleLinear } from "d3-scale";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate";
import { theme, themeColours } from "../state/theme";
import { drawPath, type HeightGrid } from "./ContourChart";
import { mixColours } from "./paint";
import { project } from "./projection";

const WIDTH = 560;
const HEIGHT = 460;
const SCALE = 355;
/** More cells than this a side would not be seen, and take long to draw. */
const MAX_CELLS = 41;

interface Props {
  grid: HeightGrid;
  path: [number, number][];
  /** What the path's points cost, to lie as high as they are. */
  costs: number[];
  rotation: Signal<number>;
  label: string;
}

export function SurfaceChart({ grid, path, costs, rotation, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dragStart = useRef<{ x: number; rotation: number } | null>(null);
  const currentTheme = theme.value;
  const degrees = rotation.value;
  useEffect(() => {
    void currentTheme;
    if (canvas.current) paint(canvas.current, grid, path, costs, degrees);
  }, [grid, path, costs, degrees, currentTheme]);
  const rotateTo = (to: number) => {
    rotation.value = ((Math.round(to) + 540) % 360) - 180;
  };
  return (
    <div
      class="surface"
      role="slider"
      tabIndex={0}
      aria-label={`${label}. ${t("rotate")}`}
      aria-valuemin={-180}
      aria-valuemax={180}
      aria-valuenow={degrees}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
        if (by === undefined) return;
        rotateTo(degrees + by);
        event.preventDefault();
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragStart.current = { x: event.clientX, rotation: degrees };
      }}
      onPointerMove={(event) => {
        if (dragStart.current)
          rotateTo(dragStart.current.rotation + (event.clientX - dragStart.current.x) * 0.6);
      }}
      onPointerUp={() => {
        dragStart.current = null;
      }}
    >
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} />
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement,
  grid: HeightGrid,
  path: [number, number][],
  costs: number[],
  degrees: number,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { page, positive, text, marked } = themeColours();
  context.fillStyle = page;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const { x, y, heights } = grid;
  const all = heights.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const across = scaleLinear([x[0] as number, x.at(-1) as number], [-0.5, 0.5]);
  const along = scaleLinear([y[0] as number, y.at(-1) as number], [-0.5, 0.5]);
  const lift = scaleLinear([low, high], [0, 1]);
  const place = (px: number, py: number, height: number) =>
    project(degrees, [across(px), along(py), Math.min(lift(height), 1.05)]);
  const toCanvas = (point: { right: number; down: number }): [number, number] => [
    WIDTH / 2 + point.right * SCALE,
    HEIGHT * 0.7 + point.down * SCALE,
  ];
  const step = Math.max(1, Math.ceil((x.length - 1) / MAX_CELLS));
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
        corners: corners.map(toCanvas),
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
    context.fillStyle = mixColours(page, positive, 0.12 + 0.75 * Math.sqrt(Math.max(height, 0)));
    context.fill();
    context.strokeStyle = mixColours(page, text, 0.28);
    context.stroke();
  }
  drawPath(
    context,
    path.map(([px, py], i) => toCanvas(place(px, py, costs[i] as number))),
    marked,
  );
}
