/** A number line: where a number is, and where the nudge moves it. */
import { scaleLinear } from "d3-scale";

const WIDTH = 200;
const HEIGHT = 22;
const PAD = 7;

interface Props {
  value: number;
  /** Where it goes when something before it is nudged. */
  nudged: number;
  from: number;
  to: number;
}

export function NumberLine({ value, nudged, from, to }: Props) {
  const low = Math.min(from, value, nudged);
  const high = Math.max(to, value, nudged);
  const x = scaleLinear([low, high], [PAD, WIDTH - PAD]);
  const moved = Math.abs(x(nudged) - x(value)) > 0.4;
  return (
    <svg class="number-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class="axis" d={`M${PAD} 11H${WIDTH - PAD}`} />
      {low <= 0 && high >= 0 && <path class="axis" d={`M${x(0)} 6V16`} />}
      {moved && <path class="moved" d={`M${x(value)} 11H${x(nudged)}`} />}
      <circle class="before" cx={x(value)} cy={11} r={4} />
      {moved && <circle class="after" cx={x(nudged)} cy={11} r={3} />}
    </svg>
  );
}
