/** An activation function's curve, with a neuron's point on it. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

interface ActivationCurve {
  value: (z: number) => number;
  low: number;
  high: number;
  tex: (z: string) => string;
}

const ACTIVATION_CURVES: Record<string, ActivationCurve> = {
  sigmoid: { value: (z) => 1 / (1 + Math.exp(-z)), low: 0, high: 1, tex: (z) => `\\sigma(${z})` },
  tanh: { value: Math.tanh, low: -1, high: 1, tex: (z) => `\\tanh(${z})` },
  relu: { value: (z) => Math.max(z, 0), low: 0, high: 6, tex: (z) => `\\max(0, ${z})` },
  identity: { value: (z) => z, low: -6, high: 6, tex: (z) => z },
};

const [WIDTH, HEIGHT, PAD] = [240, 92, 8];

/** How an activation is written with its argument; softmax needs all of its layer's. */
export function activationTex(name: string, z: string): string {
  return ACTIVATION_CURVES[name]?.tex(z) ?? `\\operatorname{${name}}(\\ldots, ${z}, \\ldots)`;
}

export function ActivationChart({
  name,
  z,
  a,
  label,
}: {
  name: string;
  z: number;
  a: number;
  label: string;
}) {
  const shape = ACTIVATION_CURVES[name];
  if (!shape) return null;
  const extent = Math.max(6, Math.abs(z) * 1.15);
  const high = Math.max(shape.high, a);
  const low = Math.min(shape.low, a);
  const x = scaleLinear([-extent, extent], [PAD, WIDTH - PAD]);
  const y = scaleLinear([low, high], [HEIGHT - PAD, PAD]).clamp(true);
  const curve = line<number>()
    .x((at) => x(at))
    .y((at) => y(shape.value(at)));
  const points = Array.from({ length: 97 }, (_, i) => -extent + (2 * extent * i) / 96);
  return (
    <svg class="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="axis" d={`M${PAD} ${y(0)}H${WIDTH - PAD}M${x(0)} ${PAD}V${HEIGHT - PAD}`} />
      <path class="line" d={curve(points) ?? ""} />
      <path class="guide-line" d={`M${x(z)} ${y(0)}V${y(a)}H${x(0)}`} />
      <circle cx={x(z)} cy={y(a)} r={4.5} />
    </svg>
  );
}
