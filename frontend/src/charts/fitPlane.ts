/** Where points stand on a plane that is drawn in a rectangle. */

export type Point = [number, number];

const PAD = 22;

/** As far apart sideways as upright, as large as there is room. */
export function fitPlane(points: Point[], width: number, height: number): (point: Point) => Point {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (width - 2 * PAD) / (right - left || 1),
    (height - 2 * PAD) / (high - low || 1),
  );
  return ([x, y]) => [
    width / 2 + (x - (left + right) / 2) * scale,
    height / 2 - (y - (low + high) / 2) * scale,
  ];
}
