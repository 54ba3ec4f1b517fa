/** Lines of equal height over a grid, by marching squares. */

export type Segment = [number, number, number, number];

/**
 * The pieces of the line where the heights cross a level, in the grid's own units: columns to the
 * right, rows downwards.
 */
export function contour(heights: number[][], level: number): Segment[] {
  const found: Segment[] = [];
  for (let row = 0; row + 1 < heights.length; row++) {
    const [here, below] = [heights[row] as number[], heights[row + 1] as number[]];
    for (let column = 0; column + 1 < here.length; column++) {
      const corners: [number, number, number][] = [
        [column, row, here[column] as number],
        [column + 1, row, here[column + 1] as number],
        [column + 1, row + 1, below[column + 1] as number],
        [column, row + 1, below[column] as number],
      ];
      const crossed: [number, number][] = [];
      corners.forEach((from, i) => {
        const to = corners[(i + 1) % 4] as [number, number, number];
        if (from[2] < level === to[2] < level) return;
        const share = (level - from[2]) / (to[2] - from[2]);
        crossed.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
      });
      // Two crossings make a piece; four, at a saddle, make two.
      for (let i = 0; i + 1 < crossed.length; i += 2) {
        const [a, b] = [crossed[i] as [number, number], crossed[i + 1] as [number, number]];
        found.push([a[0], a[1], b[0], b[1]]);
      }
    }
  }
  return found;
}

/** Levels between the lowest and the highest, closer together below, where descent ends. */
export function levels(heights: number[][], count: number): number[] {
  const all = heights.flat().filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return Array.from({ length: count }, (_, i) => low + (high - low) * ((i + 1) / (count + 1)) ** 2);
}
