/** A curve the size of a word, without axes. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

const [WIDTH, HEIGHT] = [64, 20];

export function Sparkline(props: { values: number[]; low: number; high: number }) {
  const { values, low, high } = props;
  const x = scaleLinear([0, Math.max(values.length - 1, 1)], [1, WIDTH - 1]);
  const y = scaleLinear([low, high], [HEIGHT - 1, 1]);
  const curve = line<number>()
    .x((_, i) => x(i))
    .y((value) => y(value));
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={curve(values) ?? ""} />
    </svg>
  );
}
