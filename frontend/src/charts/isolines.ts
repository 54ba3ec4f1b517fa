/** Lines of equal height over a grid, by d3-contour. */
import { contours } from "d3-contour";

export type GridPoint = [column: number, row: number];

/**
 * The lines where the heights cross a level, in the grid's own units: columns to the right, rows
 * downwards, from 0.
 *
 * d3-contour returns the outlines of the area at or above the level, closed along the grid's edge;
 * the pieces along the edge are no crossings and are left out.
 */
export function isolines(heights: number[][], level: number): GridPoint[][] {
  const [columns, rows] = [heights[0]?.length ?? 0, heights.length];
  const outlines = contours().size([columns, rows]).contour(heights.flat(), level).coordinates;
  const isOnEdge = ([x, y]: number[]) => x === 0 || x === columns || y === 0 || y === rows;
  return outlines.flat().flatMap((ring) => {
    const lines: GridPoint[][] = [];
    let line: GridPoint[] = [];
    // Starting at the edge, so that no line is cut where the outline happens to begin.
    const start = Math.max(ring.findIndex(isOnEdge), 0);
    for (const point of [...ring.slice(start), ...ring.slice(1, start + 1)]) {
      if (!isOnEdge(point)) {
        // d3-contour counts from the corner of the first cell, and not from its middle.
        line.push([(point[0] as number) - 0.5, (point[1] as number) - 0.5]);
      } else if (line.length > 0) {
        lines.push(line);
        line = [];
      }
    }
    return line.length > 0 ? [...lines, line] : lines;
  });
}

/** Levels between the lowest and the highest height, closer together below, where descent ends. */
export function contourLevels(heights: number[][], count: number): number[] {
  const all = heights.flat().filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return Array.from({ length: count }, (_, i) => low + (high - low) * ((i + 1) / (count + 1)) ** 2);
}
