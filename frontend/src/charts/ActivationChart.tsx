/** An activation's curve with the point on it where a neuron is. */

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
  const reach = Math.max(6, Math.abs(z) * 1.15);
  const high = Math.max(shape.high, a);
  const low = Math.min(shape.low, a);
  const x = (value: number) => PAD + ((value + reach) / (2 * reach)) * (WIDTH - 2 * PAD);
  const y = (value: number) => HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD);
  const points = Array.from({ length: 97 }, (_, i) => {
    const at = -reach + (2 * reach * i) / 96;
    return `${x(at).toFixed(1)},${y(Math.min(Math.max(shape.value(at), low), high)).toFixed(1)}`;
  });
  return (
    <svg class="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="axis" d={`M${PAD} ${y(0)}H${WIDTH - PAD}M${x(0)} ${PAD}V${HEIGHT - PAD}`} />
      <polyline points={points.join(" ")} />
      <path class="drop" d={`M${x(z)} ${y(0)}V${y(a)}H${x(0)}`} />
      <circle cx={x(z)} cy={y(a)} r={4.5} />
    </svg>
  );
}
