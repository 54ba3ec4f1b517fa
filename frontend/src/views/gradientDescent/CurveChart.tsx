/** A curve, the ball that can be dragged, the steps with their slopes, and the basins. */

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useRef } from "preact/hooks";
import type { CurveRecord } from "../../api/records/gradientDescent";
import { formatCompact } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { curveStart } from "./urlState";

const WIDTH = 760;
const HEIGHT = 430;
const PAD = 22;
/** The strip of the valleys, below the curve. */
const BASIN_STRIP = 26;
/** How far an arrow key moves the start. */
const KEY_STEP = 0.1;

export function CurveChart({ record, upTo }: { record: CurveRecord; upTo: number }) {
  const svg = useRef<SVGSVGElement>(null);
  const isDragging = useRef(false);
  const { starts, costs, minimum, minima } = record.basins;
  const [left, right] = [starts[0] as number, starts.at(-1) as number];
  const [low, high] = [Math.min(...costs), Math.max(...costs)];
  const x = scaleLinear([left, right], [PAD, WIDTH - PAD]);
  const y = scaleLinear([low, high], [HEIGHT - BASIN_STRIP - 2 * PAD, PAD]);
  const curve = line<number>()
    .x((_, i) => x(starts[i] as number))
    .y((cost) => y(cost));
  const path = record.descent.x.slice(0, upTo + 1);
  const isInside = (i: number) => {
    const position = path[i] as number;
    return position >= left && position <= right;
  };
  const point = (i: number) => ({
    cx: x(path[i] as number),
    cy: y(Math.min(record.descent.costs[i] as number, high)),
  });
  const drag = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect();
    if (!box || !isDragging.current) return;
    moveStart(x.invert(((event.clientX - box.left) / box.width) * WIDTH));
  };
  const moveStart = (position: number) => {
    curveStart.value = Number(Math.min(Math.max(position, left), right).toFixed(2));
  };
  const lastStep = path.length - 1;
  return (
    <div
      class="curve-chart"
      role="slider"
      tabIndex={0}
      aria-label={t("dragStart")}
      aria-valuemin={left}
      aria-valuemax={right}
      aria-valuenow={curveStart.value}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
        if (by === undefined) return;
        moveStart(curveStart.value + by);
        event.preventDefault();
      }}
      onPointerDown={(event) => {
        isDragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        isDragging.current = false;
      }}
    >
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <Basins starts={starts} minimum={minimum} x={x} />
        {minima.map((position, i) => (
          <text key={position} class="minimum-name" x={x(position)} y={HEIGHT - 8}>
            {basinLetter(i)}
            {i === record.basins.lowest ? " ★" : ""}
          </text>
        ))}
        <path class="line" d={curve(costs) ?? ""} />
        {path.map((position, i) => {
          const next = record.descent.x[i + 1];
          // Where the steps are too small to be told apart, so are their slopes.
          if (!isInside(i) || next === undefined || Math.abs(x(next) - x(position)) < 5)
            return null;
          // The slope that makes the next step, as a piece of the tangent.
          const slope = record.descent.slopes[i] as number;
          const [dx, dy] = [1, slope * ((y(0) - y(1)) / (x(1) - x(0)))];
          const length = 34 / Math.hypot(dx, dy);
          const { cx, cy } = point(i);
          return (
            <path
              key={`${i} ${position}`}
              class="tangent"
              d={`M${cx - dx * length} ${cy + dy * length}L${cx + dx * length} ${cy - dy * length}`}
            />
          );
        })}
        {path.map(
          (position, i) =>
            isInside(i) &&
            i < lastStep && (
              <circle key={`${i} ${position}`} class="step-point" r={3.5} {...point(i)} />
            ),
        )}
        <path
          class="start"
          d={`M${x(curveStart.value)} ${PAD - 14}V${HEIGHT - BASIN_STRIP - PAD}`}
        />
        {isInside(lastStep) && <circle class="ball" r={9} {...point(lastStep)} />}
        <text class="current-epoch" x={x(curveStart.value) + 6} y={PAD - 4}>
          {formatCompact(curveStart.value)}
        </text>
      </svg>
    </div>
  );
}

/** Which minimum each start falls into, as stretches of one colour with a letter. */
function Basins(props: { starts: number[]; minimum: number[]; x: (position: number) => number }) {
  const { starts, minimum, x } = props;
  const stretches: { from: number; to: number; of: number }[] = [];
  minimum.forEach((of, i) => {
    const last = stretches.at(-1);
    if (last?.of === of) last.to = i;
    else stretches.push({ from: i, to: i, of });
  });
  return (
    <g>
      {stretches.map(({ from, to, of }) => {
        const [a, b] = [x(starts[from] as number), x(starts[to] as number)];
        return (
          <g key={from}>
            <rect
              class={`basin ${of < 0 ? "none" : of % 2 === 0 ? "even" : "odd"}`}
              x={a}
              y={HEIGHT - BASIN_STRIP - PAD + 6}
              width={Math.max(b - a, 1)}
              height={BASIN_STRIP - 8}
            />
            {b - a > 18 && (
              <text class="basin-letter" x={(a + b) / 2} y={HEIGHT - PAD - 9}>
                {of === -2 ? "↗" : of < 0 ? "–" : basinLetter(of)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

function basinLetter(of: number): string {
  return String.fromCharCode(65 + (of % 26));
}
