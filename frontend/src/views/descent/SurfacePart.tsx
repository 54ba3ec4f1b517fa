/** Two variables: the gradient as a direction, and as how much each variable matters. */
import { useMemo, useRef } from "preact/hooks";
import { useAnswer } from "../../api";
import { Contours, onCanvas, SIDE } from "../../marks/Contours";
import { Formula } from "../../marks/Formula";
import { Surface } from "../../marks/Surface";
import { Opens } from "../../origin/Opens";
import { decimal, say, short } from "../../words";
import { tex } from "./CurvePart";
import { surfaceRate, turned, x, y } from "./here";
import { Rate } from "./Rate";
import type { SurfaceRecord } from "./records";

/** How far an arrow key moves the place. */
const STRIDE = 0.1;
const REACH = 2;

export function SurfacePart() {
  const record = useAnswer<SurfaceRecord>("descent/surface", {
    x: x.value,
    y: y.value,
    learning_rate: surfaceRate.value,
  });
  return (
    <>
      <p class="lead">{say("surfaceLead")}</p>
      <div class="row choices">
        <Rate of={surfaceRate} from={0.01} to={1} />
      </div>
      {record && <Both record={record} />}
    </>
  );
}

function Both({ record }: { record: SurfaceRecord }) {
  const grid = useMemo(() => ({ x: record.x, y: record.y, heights: record.heights }), [record]);
  const path = record.path.filter(([px, py]) => Math.abs(px) <= REACH && Math.abs(py) <= REACH);
  return (
    <div class="two-surfaces">
      <Place record={record}>
        <Contours grid={grid} path={path} label={say("fromAbove")} />
      </Place>
      <Surface
        grid={grid}
        path={path}
        costs={record.costs}
        turned={turned}
        label={say("surfaceIn3d")}
      />
      <Readings record={record} />
    </div>
  );
}

/** The place, to be dragged over the contours, with the gradient as an arrow. */
function Place({ record, children }: { record: SurfaceRecord; children: preact.ComponentChild }) {
  const box = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  const put = (px: number, py: number) => {
    const within = (value: number) => Number(Math.min(Math.max(value, -REACH), REACH).toFixed(2));
    x.value = within(px);
    y.value = within(py);
  };
  const drag = (event: PointerEvent) => {
    if (!held.current || !box.current) return;
    const { left, top, width, height } = box.current.getBoundingClientRect();
    put(
      ((event.clientX - left) / width - 0.5) * 2 * REACH,
      (0.5 - (event.clientY - top) / height) * 2 * REACH,
    );
  };
  const [ax, ay] = onCanvas(record, record.at);
  const long = 70 / Math.max(record.steepness, 1e-9);
  const reach = Math.min(long, 26);
  const [tx, ty] = [ax + record.gradient[0] * reach, ay - record.gradient[1] * reach];
  const angle = (Math.atan2(ty - ay, tx - ax) * 180) / Math.PI;
  return (
    <div
      class="place"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={say("dragPlace")}
      aria-valuemin={-REACH}
      aria-valuemax={REACH}
      aria-valuenow={x.value}
      aria-valuetext={`x ${decimal(x.value)}, y ${decimal(y.value)}`}
      onKeyDown={(event) => {
        const by = {
          ArrowLeft: [-STRIDE, 0],
          ArrowRight: [STRIDE, 0],
          ArrowUp: [0, STRIDE],
          ArrowDown: [0, -STRIDE],
        }[event.key];
        if (!by) return;
        put(x.value + (by[0] as number), y.value + (by[1] as number));
        event.preventDefault();
      }}
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        held.current = false;
      }}
    >
      {children}
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
        <path class="gradient-arrow" d={`M${ax} ${ay}L${tx} ${ty}`} />
        <path
          class="gradient-head"
          transform={`translate(${tx} ${ty}) rotate(${angle})`}
          d="M8 0L-5 6V-6Z"
        />
        <circle class="ball" cx={ax} cy={ay} r={9} />
      </svg>
    </div>
  );
}

function Readings({ record }: { record: SurfaceRecord }) {
  const [gx, gy] = record.gradient;
  const [px, py] = record.at;
  const slope = (name: "x" | "y") => ({
    title: `∂C/∂${name}`,
    value: short(name === "x" ? gx : gy),
    tex:
      name === "x"
        ? `\\frac{\\partial C}{\\partial x} = 3x = 3 \\cdot ${tex(px)}`
        : `\\frac{\\partial C}{\\partial y} = y = ${tex(py)}`,
    parts: [{ name, value: short(name === "x" ? px : py) }],
  });
  return (
    <section class="readings" aria-label={say("twoReadings")}>
      <Formula tex="C(x, y) = \tfrac{3}{2} x^2 + \tfrac{1}{2} y^2" />
      <p>
        ∇C({short(px)}, {short(py)}) = (<Opens of={() => slope("x")}>{short(gx)}</Opens>,{" "}
        <Opens of={() => slope("y")}>{short(gy)}</Opens>)
      </p>
      <h2>{say("asDirection")}</h2>
      <p>
        {say("asDirectionText")}{" "}
        <Opens
          of={() => ({
            title: "‖∇C‖",
            value: short(record.steepness),
            tex: `\\sqrt{${tex(gx)}^2 + ${tex(gy)}^2}`.replace("\\sqrt", ""),
            text: say("steepnessWhy"),
            parts: [
              { name: "∂C/∂x", value: short(gx), of: () => slope("x") },
              { name: "∂C/∂y", value: short(gy), of: () => slope("y") },
            ],
          })}
        >
          {short(record.steepness)}
        </Opens>
        .
      </p>
      <h2>{say("asImportance")}</h2>
      <p>
        {record.importance === null ? (
          say("onlyX")
        ) : (
          <>
            {say("asImportanceText")}{" "}
            <Opens
              of={() => ({
                title: say("asImportance"),
                value: short(record.importance),
                tex: `\\frac{|${tex(gx)}|}{|${tex(gy)}|}`,
                parts: [
                  { name: "|∂C/∂x|", value: short(Math.abs(gx)), of: () => slope("x") },
                  { name: "|∂C/∂y|", value: short(Math.abs(gy)), of: () => slope("y") },
                ],
              })}
            >
              {short(record.importance)}
            </Opens>
            .
          </>
        )}
      </p>
      {record.diverged && (
        <p class="wrong">{say("endsDiverged", { steps: record.path.length - 1 })}</p>
      )}
    </section>
  );
}
