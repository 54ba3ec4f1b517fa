/**
 * What a pen and an eraser do to strokes. A stroke is the list of points that the pen went through.
 */
import { type Point, type Stroke, snapToGrid } from "../state/address";

/** The pen's width as a share of the canvas; the same as in src/backlit/data/strokes.py. */
export const PEN_WIDTH = 0.085;
/** As a share of the canvas. */
export const ERASER_RADIUS = 0.06;
/** Points closer than this to the one before are not recorded. */
const MIN_POINT_DISTANCE = 0.008;

/** The stroke with one more point, if it is far enough from the last one. */
export function extendStroke(stroke: Stroke, next: Point): Stroke {
  const last = stroke.at(-1) as Point;
  return Math.hypot(next[0] - last[0], next[1] - last[1]) < MIN_POINT_DISTANCE
    ? stroke
    : [...stroke, next];
}

/** What is left when everything within a circle is erased; a stroke that it crosses falls in two. */
export function eraseStrokes(strokes: Stroke[], centre: Point, radius = ERASER_RADIUS): Stroke[] {
  return strokes.flatMap((stroke) => withoutCircle(stroke, centre, radius));
}

function withoutCircle(stroke: Stroke, centre: Point, radius: number): Stroke[] {
  const inside = ([x, y]: Point) => Math.hypot(x - centre[0], y - centre[1]) < radius;
  const pieces: Stroke[] = [];
  let piece: Stroke = [];
  const end = () => {
    if (piece.length > 1 || (stroke.length === 1 && piece.length === 1)) pieces.push(piece);
    piece = [];
  };
  stroke.forEach((point, index) => {
    const before = stroke[index - 1];
    const cut = before && crossing(before, point, centre, radius);
    if (before && cut) {
      // The part of this stretch before the circle ends a piece, the part behind it begins one.
      if (cut[0] > 0) piece.push(between(before, point, cut[0]));
      end();
      if (cut[1] < 1) piece.push(between(before, point, cut[1]));
    }
    if (!inside(point)) piece.push(point);
  });
  end();
  return pieces;
}

/** From where to where, as shares of the way from p to q, one is within the circle; null if never. */
function crossing(p: Point, q: Point, centre: Point, radius: number): [number, number] | null {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  const [fx, fy] = [p[0] - centre[0], p[1] - centre[1]];
  const a = dx * dx + dy * dy;
  const b = fx * dx + fy * dy;
  const c = fx * fx + fy * fy - radius * radius;
  const root = b * b - a * c;
  if (a === 0 || root <= 0) return null;
  const from = Math.max((-b - Math.sqrt(root)) / a, 0);
  const to = Math.min((-b + Math.sqrt(root)) / a, 1);
  return from < to ? [from, to] : null;
}

function between(p: Point, q: Point, share: number): Point {
  return [snapToGrid(p[0] + share * (q[0] - p[0])), snapToGrid(p[1] + share * (q[1] - p[1]))];
}
