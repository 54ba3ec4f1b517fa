/** Curves over a logarithmic axis of counts, each with its own marker and a band around it. */

import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { useRef } from "preact/hooks";
import { formatCount } from "../i18n/numbers";
import { useSize } from "./useSize";

export interface LogSeries {
  name: string;
  colour: "quiet" | "positive" | "negative" | "text";
  mark: "dot" | "square" | "diamond";
  at: number[];
  values: number[];
  low?: number[];
  high?: number[];
}

interface Props {
  title: string;
  lines: LogSeries[];
  /** The highest value there is, and where lines go across. */
  top: number;
  ticks: number[];
  show: (value: number) => string;
  below: string;
  height: number;
  /** The count that is looked at. */
  marked?: number;
}

const [LEFT, RIGHT, ABOVE, BELOW] = [38, 24, 8, 40];

export function LogChart(props: Props) {
  const { title, lines, top, ticks, show, below, height, marked } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const counts = lines.flatMap((line) => line.at);
  const [first, last] = [Math.min(...counts), Math.max(...counts)];
  const x = scaleLog([first, last], [LEFT, width - RIGHT]);
  const y = scaleLinear([0, top], [height - BELOW, ABOVE]);
  const curve = (of: LogSeries) =>
    line<number>()
      .x((count) => x(count))
      .y((_, i) => y(of.values[i] as number))(of.at);
  const band = ({ at, low = [], high = [] }: LogSeries) =>
    area<number>()
      .x((count) => x(count))
      .y0((_, i) => y(low[i] ?? 0))
      .y1((_, i) => y(high[i] ?? 0))(at);
  const powers = x.ticks().filter((tick) => Number.isInteger(Math.log10(tick)));
  return (
    <figure class="log-chart">
      <figcaption>
        {title}{" "}
        {lines.length > 1 &&
          lines.map((series) => (
            <span key={series.name} class={`key ${series.colour}`}>
              <svg class="key-marker" viewBox="-6 -6 12 12" aria-hidden="true">
                <PointMarker kind={series.mark} x={0} y={0} />
              </svg>
              {series.name}
            </span>
          ))}
      </figcaption>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={title}>
            {ticks.map((tick) => (
              <g key={tick} class="axis">
                <path d={`M${LEFT} ${y(tick)}H${width - RIGHT}`} />
                <text class="up" x={LEFT - 6} y={y(tick)}>
                  {show(tick)}
                </text>
              </g>
            ))}
            {powers.map((power) => (
              <g key={power} class="axis">
                <path d={`M${x(power)} ${height - BELOW}v5`} />
                <text class="along" x={x(power)} y={height - BELOW + 16}>
                  {formatCount(power)}
                </text>
              </g>
            ))}
            <text class="below" x={(LEFT + width - RIGHT) / 2} y={height - 5}>
              {below}
            </text>
            {lines.map((series) => (
              <g key={series.name} class={series.colour}>
                {series.low && series.high && <path class="band" d={band(series) ?? ""} />}
                <path class="line" d={curve(series) ?? ""} />
                {series.at.map((count, i) => (
                  <PointMarker
                    key={count}
                    kind={series.mark}
                    x={x(count)}
                    y={y(series.values[i] as number)}
                  />
                ))}
              </g>
            ))}
            {marked !== undefined && (
              <path class="marked-count" d={`M${x(marked)} ${ABOVE}V${height - BELOW}`} />
            )}
          </svg>
        )}
      </div>
    </figure>
  );
}

export function PointMarker({ kind, x, y }: { kind: LogSeries["mark"]; x: number; y: number }) {
  if (kind === "dot") return <circle class="point-marker" cx={x} cy={y} r={3} />;
  if (kind === "square")
    return <rect class="point-marker" x={x - 3} y={y - 3} width={6} height={6} />;
  return <path class="point-marker" d={`M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z`} />;
}
