/** A curve as small as a word: how something went, without axes. */

const [WIDTH, HEIGHT] = [64, 20];

export function Sparkline(props: { values: number[]; low: number; high: number }) {
  const { values, low, high } = props;
  const last = Math.max(values.length - 1, 1);
  const points = values.map((value, place) => {
    const y = HEIGHT - 1 - ((value - low) / (high - low)) * (HEIGHT - 2);
    return `${(1 + (place / last) * (WIDTH - 2)).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <polyline points={points.join(" ")} />
    </svg>
  );
}
