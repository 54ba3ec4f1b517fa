/** Curves over the steps of a run, drawn by uPlot in the theme's colours. */
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Because } from "../origin/asked";
import { Opens } from "../origin/Opens";
import { colours, theme } from "../theme";
import { language, whole } from "../words";

export interface Line {
  name: string;
  /** Which of the theme's colours. */
  colour: "positive" | "negative" | "text" | "marked";
  dashed?: boolean;
  dotted?: boolean;
  at: ArrayLike<number>;
  values: ArrayLike<number>;
  /** Where its last value comes from. */
  of: (last: number) => Because;
}

interface Props {
  title: string;
  lines: Line[];
  /** The step that is looked at, marked by an upright line. */
  step: number;
  height: number;
  show: (value: number) => string;
  low?: number;
  high?: number;
}

export function Curves({ title, lines, step, height, show, low, high }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const marked = useRef(step);
  marked.current = step;
  const reach = useRef({ low, high });
  reach.current = { low, high };
  const now = theme.value;
  const names = lines.map((line) => line.name).join();
  const spoken = language.value;
  useEffect(() => {
    if (!place.current) return;
    void now;
    void spoken;
    const page = colours();
    const quiet = getComputedStyle(place.current).color;
    const rule = getComputedStyle(place.current).borderColor;
    const axis = {
      stroke: quiet,
      grid: { stroke: rule, width: 1 },
      ticks: { show: false },
      font: "12px system-ui",
    };
    const drawn = new uPlot(
      {
        width: place.current.clientWidth,
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false },
          y: {
            range: (_, from, to) => [
              reach.current.low ?? Math.min(from, 0),
              reach.current.high ?? to * 1.05,
            ],
          },
        },
        axes: [
          { ...axis, size: 26, values: (_, all) => all.map(whole) },
          { ...axis, size: 44, values: (_, all) => all.map(show) },
        ],
        series: [
          {},
          ...lines.map((line) => ({
            label: line.name,
            stroke: page[line.colour],
            width: 1.75,
            dash: line.dashed ? [5, 4] : line.dotted ? [1.5, 3.5] : [],
            spanGaps: true,
            points: { show: false },
          })),
        ],
        hooks: { draw: [(chart) => mark(chart, marked.current, page.marked)] },
      },
      joined(lines),
      place.current,
    );
    plot.current = drawn;
    const watch = new ResizeObserver(() => {
      if (place.current) drawn.setSize({ width: place.current.clientWidth, height });
    });
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      drawn.destroy();
    };
  }, [now, names, height, spoken]);
  useEffect(() => {
    plot.current?.setData(joined(lines));
  }, [lines, step]);
  return (
    <figure class="curves">
      <figcaption>
        {title}{" "}
        {lines.map((line) => (
          <span
            key={line.name}
            class={`key ${line.colour} ${line.dashed ? "dashed" : line.dotted ? "dotted" : ""}`}
          >
            {line.name}
            {line.values.length > 0 && (
              <>
                {" "}
                <Last line={line} show={show} />
              </>
            )}
          </span>
        ))}
      </figcaption>
      <div class="plot" ref={place} />
    </figure>
  );
}

/** Where a line has come to. */
function Last({ line, show }: { line: Line; show: Props["show"] }) {
  const last = Number(line.values[line.values.length - 1]);
  return <Opens of={() => ({ ...line.of(last), value: show(last) })}>{show(last)}</Opens>;
}

/** All lines over the union of their steps; a line has a gap where it has no value of its own. */
function joined(lines: Line[]): uPlot.AlignedData {
  const tables = lines.map(
    ({ at, values }): uPlot.AlignedData => [
      Array.from(at),
      Array.from(values, (value) => (Number.isFinite(value) ? value : null)),
    ],
  );
  return uPlot.join(tables);
}

function mark(chart: uPlot, step: number, colour: string): void {
  const x = chart.valToPos(step, "x", true);
  const { left, top, width, height } = chart.bbox;
  if (!(x >= left && x <= left + width)) return;
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  ctx.restore();
}
