/** The cost along −∇C: the curve, its tangent, and the end of the step. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { StepsRecord } from "../../api/records/gradientDescent";
import { formatCompact } from "../../i18n/numbers";
import { t } from "../../i18n/translate";

const WIDTH = 640;
const HEIGHT = 400;
const [PAD, MARGIN] = [46, 14];

export function StepChart({ record }: { record: StepsRecord }) {
  const { learning_rates: etas, costs } = record.line;
  const eta = record.learning_rates[0] as number;
  const after = record.before + (record.actual[0] as number);
  const [low, high] = [Math.min(...costs, after), Math.max(...costs)];
  const margin = (high - low) * 0.12 || 0.01;
  const x = scaleLinear([0, etas.at(-1) as number], [PAD, WIDTH - MARGIN]);
  const y = scaleLinear([low - margin, high + margin], [HEIGHT - PAD, MARGIN]);
  const curve = line<number>()
    .x((_, i) => x(etas[i] as number))
    .y((cost) => y(cost));
  const slope = -(record.norm ** 2);
  const bottom = y(low - margin);
  // The promise is a straight line; it is drawn as far as there is room.
  const far = Math.min(etas.at(-1) as number, (record.before - low + margin) / -slope || 1);
  return (
    <svg
      class="step-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("alongGradient")}
    >
      <path class="axis" d={`M${PAD} ${bottom}H${WIDTH - 10}M${PAD} ${bottom}V10`} />
      <path
        class="tangent-line"
        d={`M${x(0)} ${y(record.before)}L${x(far)} ${y(record.before + slope * far)}`}
      />
      <path class="line" d={curve(costs) ?? ""} />
      <path class="guide-line" d={`M${x(eta)} ${bottom}V${y(after)}`} />
      <circle class="before" cx={x(0)} cy={y(record.before)} r={6} />
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
