/**
 * Every edge of the network, painted once for each change of the weights, off the main thread.
 *
 * Blue for positive and red for negative weights, negative ones dashed between the small layers; the
 * larger a weight is within its layer, the wider and the less transparent. Edges of about the same
 * strength are one path, since thousands of single strokes take longer by far.
 */

export interface EdgesJob {
  width: number;
  height: number;
  scale: number;
  /** For each layer from the input on the places of its neurons, x and y in turn. */
  places: Float32Array[];
  /** For each layer the weights, a row for each neuron. */
  weights: Float32Array[];
  positive: string;
  negative: string;
  /** Whether the weights are moving: then only the stronger edges are painted. */
  moving: boolean;
  /** The neuron whose edges stand out, its layer counted from 1. */
  chosen: { layer: number; neuron: number } | null;
}

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

const LEVELS = 10;
/** Edges weaker than this share of the layer's strongest are too faint to be seen. */
const FAINTEST = 0.02;
const FAINTEST_MOVING = 0.2;

export function paintEdges(context: Context, job: EdgesJob): void {
  context.setTransform(job.scale, 0, 0, job.scale, 0, 0);
  context.clearRect(0, 0, job.width, job.height);
  job.weights.forEach((weights, index) => {
    const from = job.places[index];
    const to = job.places[index + 1];
    if (from && to) paintLayer(context, job, weights, from, to, index + 1);
  });
}

function paintLayer(
  context: Context,
  job: EdgesJob,
  weights: Float32Array,
  from: Float32Array,
  to: Float32Array,
  layer: number,
): void {
  const inputs = from.length / 2;
  let most = 0;
  for (const w of weights) most = Math.max(most, Math.abs(w));
  if (most === 0) return;
  const many = weights.length > 2000;
  const faintest = many && job.moving ? FAINTEST_MOVING : FAINTEST;
  const { chosen } = job;
  const paths = new Map<number, Path2D>();
  for (let j = 0; j < to.length / 2; j++) {
    const stands = chosen === null || (chosen.layer === layer && chosen.neuron === j) ? 1 : 0;
    for (let k = 0; k < inputs; k++) {
      const w = weights[j * inputs + k] as number;
      const share = Math.abs(w) / most;
      if (share < faintest) continue;
      const out = chosen !== null && chosen.layer === layer - 1 && chosen.neuron === k ? 1 : 0;
      const level = Math.min(Math.floor(share * LEVELS), LEVELS - 1);
      const key = (level * 2 + (w < 0 ? 1 : 0)) * 2 + Math.max(stands, out);
      let path = paths.get(key);
      if (path === undefined) {
        path = new Path2D();
        paths.set(key, path);
      }
      path.moveTo(from[2 * k] as number, from[2 * k + 1] as number);
      path.lineTo(to[2 * j] as number, to[2 * j + 1] as number);
    }
  }
  for (const [key, path] of [...paths].sort(([one], [other]) => one - other)) {
    const stands = key % 2 === 1;
    const negative = (key >> 1) % 2 === 1;
    const strength = ((key >> 2) + 1) / LEVELS;
    const most = many ? 0.42 : 0.85;
    context.globalAlpha = strength * (stands ? (chosen ? 0.9 : most) : 0.05);
    context.lineWidth = (many ? 0.35 : 0.5) + strength * (many ? 0.8 : 2);
    context.strokeStyle = negative ? job.negative : job.positive;
    context.setLineDash(negative && (!many || (chosen && stands)) ? [4, 3] : []);
    context.stroke(path);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}
