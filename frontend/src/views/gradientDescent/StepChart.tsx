/** The cost on the way along −∇C: the real one, what the slope promises, and the step's end. */

import type { StepsRecord } from "../../api/records/gradientDescent";
import { formatCompact } from "../../i18n/numbers";
import { t } from "../../i18n/translate";

const WIDTH = 640;
const HEIGHT = 400;
const PAD = 46;

export function StepChart({ record }: { record: StepsRecord }) {
  const { learning_rates: etas, costs } = record.line;
  const eta = record.learning_rates[0] as number;
  const after = record.before + (record.real[0] as number);
  const [low, high] = [Math.min(...costs, after), Math.max(...costs)];
  const room = (high - low) * 0.12 || 0.01;
  const x = (at: number) => PAD + (at / (etas.at(-1) as number)) * (WIDTH - PAD - 14);
  const y = (cost: number) =>
    14 + (1 - (cost - low + room) / (high - low + 2 * room)) * (HEIGHT - PAD - 14);
  const slope = -(record.length ** 2);
  const bottom = y(low - room);
  // The promise is a straight line; it is drawn as far as there is room.
  const far = Math.min(etas.at(-1) as number, (record.before - low + room) / -slope || 1);
  return (
    <svg
      class="line-mark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("alongGradient")}
    >
      <path class="axis" d={`M${PAD} ${bottom}H${WIDTH - 10}M${PAD} ${bottom}V10`} />
      <path
        class="promise"
        d={`M${x(0)} ${y(record.before)}L${x(far)} ${y(record.before + slope * far)}`}
      />
      <polyline
        class="line"
        points={etas
          .map((at, i) => `${x(at).toFixed(1)},${y(costs[i] as number).toFixed(1)}`)
          .join(" ")}
      />
      <path class="drop" d={`M${x(eta)} ${bottom}V${y(after)}`} />
      <circle class="was" cx={x(0)} cy={y(record.before)} r={6} />
      <circle class="ball" cx={x(eta)} cy={y(after)} r={8} />
      <text x={x(eta)} y={HEIGHT - 14} text-anchor="middle">
        η = {formatCompact(eta)}
      </text>
      <text x={PAD - 6} y={y(record.before)} text-anchor="end" dominant-baseline="middle">
        {formatCompact(record.before, 3)}
      </text>
      <text x={WIDTH - 12} y={HEIGHT - 14} text-anchor="end">
        {t("alongGradient")}
      </text>
    </svg>
  );
}
