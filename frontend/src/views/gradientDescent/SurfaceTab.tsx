/** Two variables: the gradient as a direction, and as how much each variable matters. */

import { useMemo, useRef } from "preact/hooks";
import type { SurfaceRecord } from "../../api/records/gradientDescent";
import { useQueryData } from "../../api/useQuery";
import { ContourChart, onCanvas, SIDE } from "../../charts/ContourChart";
import { SurfaceChart } from "../../charts/SurfaceChart";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { formatCompact, formatDecimal } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { texNumber } from "./CurveTab";
import { LearningRateSlider } from "./LearningRateSlider";
import { surfaceLearningRate, surfaceRotation, surfaceX, surfaceY } from "./urlState";

/** How far an arrow key moves the place. */
const KEY_STEP = 0.1;
const REACH = 2;

export function SurfaceTab() {
  const record = useQueryData<SurfaceRecord>("descent/surface", {
    x: surfaceX.value,
    y: surfaceY.value,
    learning_rate: surfaceLearningRate.value,
  });
  return (
    <>
      <p class="lead">{t("surfaceLead")}</p>
      <div class="row controls">
        <LearningRateSlider of={surfaceLearningRate} from={0.01} to={1} />
      </div>
      {record && <SurfaceCharts record={record} />}
    </>
  );
}

function SurfaceCharts({ record }: { record: SurfaceRecord }) {
  const grid = useMemo(() => ({ x: record.x, y: record.y, heights: record.heights }), [record]);
  const path = record.path.filter(([px, py]) => Math.abs(px) <= REACH && Math.abs(py) <= REACH);
  return (
    <div class="two-surfaces">
      <DraggablePoint record={record}>
        <ContourChart grid={grid} path={path} label={t("fromAbove")} />
      </DraggablePoint>
      <SurfaceChart
        grid={grid}
        path={path}
        costs={record.costs}
        rotation={surfaceRotation}
        label={t("surfaceIn3d")}
      />
      <Readings record={record} />
    </div>
  );
}

/** The place, to be dragged over the contours, with the gradient as an arrow. */
function DraggablePoint({
  record,
  children,
}: {
  record: SurfaceRecord;
  children: preact.ComponentChild;
}) {
  const box = useRef<HTMLDivElement>(null);
  const isDragging = useRef(false);
  const movePoint = (px: number, py: number) => {
    const within = (value: number) => Number(Math.min(Math.max(value, -REACH), REACH).toFixed(2));
    surfaceX.value = within(px);
    surfaceY.value = within(py);
  };
  const drag = (event: PointerEvent) => {
    if (!isDragging.current || !box.current) return;
    const { left, top, width, height } = box.current.getBoundingClientRect();
    movePoint(
      ((event.clientX - left) / width - 0.5) * 2 * REACH,
      (0.5 - (event.clientY - top) / height) * 2 * REACH,
    );
  };
  const [ax, ay] = onCanvas(record, record.point);
  const long = 70 / Math.max(record.gradient_norm, 1e-9);
  const reach = Math.min(long, 26);
  const [tx, ty] = [ax + record.gradient[0] * reach, ay - record.gradient[1] * reach];
  const angle = (Math.atan2(ty - ay, tx - ax) * 180) / Math.PI;
  return (
    <div
      class="draggable-point"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={t("dragPlace")}
      aria-valuemin={-REACH}
      aria-valuemax={REACH}
      aria-valuenow={surfaceX.value}
      aria-valuetext={`x ${formatDecimal(surfaceX.value)}, y ${formatDecimal(surfaceY.value)}`}
      onKeyDown={(event) => {
        const by = {
          ArrowLeft: [-KEY_STEP, 0],
          ArrowRight: [KEY_STEP, 0],
          ArrowUp: [0, KEY_STEP],
          ArrowDown: [0, -KEY_STEP],
        }[event.key];
        if (!by) return;
        movePoint(surfaceX.value + (by[0] as number), surfaceY.value + (by[1] as number));
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
  const [px, py] = record.point;
  const slope = (name: "x" | "y") => ({
    title: `∂C/∂${name}`,
    value: formatCompact(name === "x" ? gx : gy),
    tex:
      name === "x"
        ? `\\frac{\\partial C}{\\partial x} = 3x = 3 \\cdot ${texNumber(px)}`
        : `\\frac{\\partial C}{\\partial y} = y = ${texNumber(py)}`,
    parts: [{ name, value: formatCompact(name === "x" ? px : py) }],
  });
  return (
    <section class="readings" aria-label={t("twoReadings")}>
      <Formula tex="C(x, y) = \tfrac{3}{2} x^2 + \tfrac{1}{2} y^2" />
      <p>
        ∇C({formatCompact(px)}, {formatCompact(py)}) = (
        <ExplainButton of={() => slope("x")}>{formatCompact(gx)}</ExplainButton>,{" "}
        <ExplainButton of={() => slope("y")}>{formatCompact(gy)}</ExplainButton>)
      </p>
      <h2>{t("asDirection")}</h2>
      <p>
        {t("asDirectionText")}{" "}
        <ExplainButton
          of={() => ({
            title: "‖∇C‖",
            value: formatCompact(record.gradient_norm),
            tex: `\\sqrt{${texNumber(gx)}^2 + ${texNumber(gy)}^2}`.replace("\\sqrt", ""),
            text: t("steepnessWhy"),
            parts: [
              { name: "∂C/∂x", value: formatCompact(gx), of: () => slope("x") },
              { name: "∂C/∂y", value: formatCompact(gy), of: () => slope("y") },
            ],
          })}
        >
          {formatCompact(record.gradient_norm)}
        </ExplainButton>
        .
      </p>
      <h2>{t("asImportance")}</h2>
      <p>
        {record.importance === null ? (
          t("onlyX")
        ) : (
          <>
            {t("asImportanceText")}{" "}
            <ExplainButton
              of={() => ({
                title: t("asImportance"),
                value: formatCompact(record.importance),
                tex: `\\frac{|${texNumber(gx)}|}{|${texNumber(gy)}|}`,
                parts: [
                  { name: "|∂C/∂x|", value: formatCompact(Math.abs(gx)), of: () => slope("x") },
                  { name: "|∂C/∂y|", value: formatCompact(Math.abs(gy)), of: () => slope("y") },
                ],
              })}
            >
              {formatCompact(record.importance)}
            </ExplainButton>
            .
          </>
        )}
      </p>
      {record.diverged && (
        <p class="wrong">{t("endsDiverged", { steps: record.path.length - 1 })}</p>
      )}
    </section>
  );
}
