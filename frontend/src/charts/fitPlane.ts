/** Scales points of a plane to a rectangle. */

export type Point = [number, number];

/**
 * Scales points to a rectangle: as large as there is room within `padding`, in the middle, with one
 * unit for both axes. Up is up.
 */
export function fitPlane(
  points: Point[],
  width: number,
  height: number,
  padding: number,
): (point: Point) => Point {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (width - 2 * padding) / (right - left || 1),
    (height - 2 * padding) / (high - low || 1),
  );
  return ([x, y]) => [
    width / 2 + (x - (left + right) / 2) * scale,
    height / 2 - (y - (low + high) / 2) * scale,
  ];
}
