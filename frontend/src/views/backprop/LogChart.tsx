/** Curves over counts that grow by powers of ten, each with a mark of its own and a band about it. */
import { useRef } from "preact/hooks";
import { useSize } from "../../marks/size";
import { whole } from "../../words";

export interface LogLine {
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
  lines: LogLine[];
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
  const [from, to] = [Math.log10(Math.min(...counts)), Math.log10(Math.max(...counts))];
  const x = (count: number) =>
    LEFT + ((Math.log10(count) - from) / (to - from || 1)) * (width - LEFT - RIGHT);
  const y = (value: number) => height - BELOW - (value / top) * (height - BELOW - ABOVE);
  const tens = Array.from({ length: Math.floor(to + 1e-9) + 1 }, (_, i) => 10 ** i);
  return (
    <figure class="log-chart">
      <figcaption>
        {title}{" "}
        {lines.length > 1 &&
          lines.map((line) => (
            <span key={line.name} class={`key ${line.colour}`}>
              <svg class="key-mark" viewBox="-6 -6 12 12" aria-hidden="true">
                <Mark kind={line.mark} x={0} y={0} />
              </svg>
              {line.name}
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
            {tens.map((ten) => (
              <g key={ten} class="axis">
                <path d={`M${x(ten)} ${height - BELOW}v5`} />
                <text class="along" x={x(ten)} y={height - BELOW + 16}>
                  {whole(ten)}
                </text>
              </g>
            ))}
            <text class="below" x={(LEFT + width - RIGHT) / 2} y={height - 5}>
              {below}
            </text>
            {lines.map((line) => (
              <g key={line.name} class={line.colour}>
                {line.low && line.high && (
                  <path
                    class="band"
                    d={`M${[
                      ...line.at.map((count, i) => `${x(count)} ${y(line.high?.[i] ?? 0)}`),
                      ...line.at
                        .map((count, i) => `${x(count)} ${y(line.low?.[i] ?? 0)}`)
                        .reverse(),
                    ].join("L")}Z`}
                  />
                )}
                <path
                  class="line"
                  d={`M${line.at.map((count, i) => `${x(count)} ${y(line.values[i] as number)}`).join("L")}`}
                />
                {line.at.map((count, i) => (
                  <Mark key={count} kind={line.mark} x={x(count)} y={y(line.values[i] as number)} />
                ))}
              </g>
            ))}
            {marked !== undefined && (
              <path class="marked-at" d={`M${x(marked)} ${ABOVE}V${height - BELOW}`} />
            )}
          </svg>
        )}
      </div>
    </figure>
  );
}

export function Mark({ kind, x, y }: { kind: LogLine["mark"]; x: number; y: number }) {
  if (kind === "dot") return <circle class="mark" cx={x} cy={y} r={3} />;
  if (kind === "square") return <rect class="mark" x={x - 3} y={y - 3} width={6} height={6} />;
  return <path class="mark" d={`M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z`} />;
}
