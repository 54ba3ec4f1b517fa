/** Curves over the steps of a run, drawn by uPlot in the theme's colours. */

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { formatCount } from "../i18n/numbers";
import "uplot/dist/uPlot.min.css";
import { ExplainButton } from "../components/ExplainButton";
import { language } from "../i18n/language";
import type { Explanation } from "../state/explanation";
import { theme, themeColours } from "../state/theme";

export interface LineSeries {
  name: string;
  /** Which of the theme's colours. */
  colour: "positive" | "negative" | "text" | "marked";
  dashed?: boolean;
  dotted?: boolean;
  at: ArrayLike<number>;
  values: ArrayLike<number>;
  /** Where its last value comes from. */
  of: (last: number) => Explanation;
}

interface Props {
  title: string;
  lines: LineSeries[];
  /** The step that is looked at, marked by an upright line. */
  step: number;
  height: number;
  show: (value: number) => string;
  low?: number;
  high?: number;
}

export function LineChart({ title, lines, step, height, show, low, high }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const marked = useRef(step);
  marked.current = step;
  const limits = useRef({ low, high });
  limits.current = { low, high };
  const currentTheme = theme.value;
  const names = lines.map((line) => line.name).join();
  const currentLanguage = language.value;
  useEffect(() => {
    if (!place.current) return;
    void currentTheme;
    void currentLanguage;
    const page = themeColours();
    const quiet = getComputedStyle(place.current).color;
    const rule = getComputedStyle(place.current).borderColor;
    const axis = {
      stroke: quiet,
      grid: { stroke: rule, width: 1 },
      ticks: { show: false },
      font: "12px system-ui",
    };
    const chart = new uPlot(
      {
        width: place.current.clientWidth,
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false },
          y: {
            range: (_, from, to) => [
              limits.current.low ?? Math.min(from, 0),
              limits.current.high ?? to * 1.05,
            ],
          },
        },
        axes: [
          { ...axis, size: 26, values: (_, all) => all.map(formatCount) },
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
        hooks: { draw: [(chart) => drawStepMarker(chart, marked.current, page.marked)] },
      },
      alignSeries(lines),
      place.current,
    );
    plot.current = chart;
    const watch = new ResizeObserver(() => {
      if (place.current) chart.setSize({ width: place.current.clientWidth, height });
    });
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [currentTheme, names, height, currentLanguage]);
  useEffect(() => {
    plot.current?.setData(alignSeries(lines));
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
                <LastValue line={line} show={show} />
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
function LastValue({ line, show }: { line: LineSeries; show: Props["show"] }) {
  const last = Number(line.values[line.values.length - 1]);
  return (
    <ExplainButton of={() => ({ ...line.of(last), value: show(last) })}>{show(last)}</ExplainButton>
  );
}

/** All lines over the union of their steps; a line has a gap where it has no value of its own. */
function alignSeries(lines: LineSeries[]): uPlot.AlignedData {
  const tables = lines.map(
    ({ at, values }): uPlot.AlignedData => [
      Array.from(at),
      Array.from(values, (value) => (Number.isFinite(value) ? value : null)),
    ],
  );
  return uPlot.join(tables);
}

function drawStepMarker(chart: uPlot, step: number, colour: string): void {
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
