/** A surface from above: shaded by height, with contour lines, and a path across it. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useEffect, useRef } from "preact/hooks";
import { theme, themeColours } from "../state/theme";
import { contourLevels, type GridPoint, isolines } from "./isolines";
import { mixColours } from "./paint";

export const SIDE = 480;
const LEVEL_COUNT = 14;

export interface HeightGrid {
  /** Where the columns are, and where the rows are, both rising. */
  x: number[];
  y: number[];
  /** A row for each y. */
  heights: number[][];
}

interface Props {
  grid: HeightGrid;
  path: [number, number][];
  label: string;
}

/** Where a point of the grid's plane lies on the canvas: up is up. */
export function onCanvas({ x, y }: HeightGrid, [px, py]: [number, number]): [number, number] {
  const right = scaleLinear([x[0] as number, x.at(-1) as number], [0, SIDE]);
  const up = scaleLinear([y[0] as number, y.at(-1) as number], [SIDE, 0]);
  return [right(px), up(py)];
}

export function ContourChart({ grid, path, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const currentTheme = theme.value;
  useEffect(() => {
    void currentTheme;
    if (canvas.current) paint(canvas.current, grid, path);
  }, [grid, path, currentTheme]);
  return (
    <canvas
      class="contours"
      ref={canvas}
      width={SIDE}
      height={SIDE}
      role="img"
      aria-label={label}
    />
  );
}

function paint(canvas: HTMLCanvasElement, grid: HeightGrid, path: [number, number][]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { page, positive, text, marked } = themeColours();
  context.fillStyle = page;
  context.fillRect(0, 0, SIDE, SIDE);
  const { heights } = grid;
  const all = heights.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const [rows, columns] = [heights.length, (heights[0] as number[]).length];
  const shades = new OffscreenCanvas(columns, rows);
  const pen = shades.getContext("2d");
  heights.forEach((row, i) => {
    row.forEach((height, j) => {
      if (!pen) return;
      pen.fillStyle = mixColours(
        page,
        positive,
        0.5 * Math.sqrt((height - low) / (high - low || 1)),
      );
      // Up is up.
      pen.fillRect(j, rows - 1 - i, 1, 1);
    });
  });
  // A number stands at the middle of its dot, and the outermost ones at the edges.
  context.drawImage(shades, 0.5, 0.5, columns - 1, rows - 1, 0, 0, SIDE, SIDE);
  context.globalAlpha = 0.55;
  context.strokeStyle = text;
  context.lineWidth = 0.8;
  const trace = line<GridPoint>()
    .x(([column]) => (column * SIDE) / (columns - 1))
    .y(([, row]) => SIDE - (row * SIDE) / (rows - 1))
    .context(context);
  for (const level of contourLevels(heights, LEVEL_COUNT)) {
    context.beginPath();
    for (const points of isolines(heights, level)) trace(points);
    context.stroke();
  }
  context.globalAlpha = 1;
  drawPath(
    context,
    path.map((point) => onCanvas(grid, point)),
    marked,
  );
}

/** A way as a line with a dot at each step, the last one larger. */
export function drawPath(
  context: CanvasRenderingContext2D,
  points: [number, number][],
  colour: string,
): void {
  if (points.length === 0) return;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
  points.forEach(([x, y], i) => {
    context.beginPath();
    context.arc(x, y, i === points.length - 1 ? 6 : 2.5, 0, 2 * Math.PI);
    context.fill();
  });
}
