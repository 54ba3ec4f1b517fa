/** The paths of both descents, on the plane in which they differ most. */
import { useRef } from "preact/hooks";
import type { PathsRecord } from "../../api/records/backprop";
import { fitPlane, type Point } from "../../charts/fitPlane";
import { PointMarker } from "../../charts/LogChart";
import { useSize } from "../../charts/useSize";
import { t } from "../../i18n/translate";

const [HEIGHT, PADDING] = [260, 22];
const MAX_MARKERS = 11;
const STAR = "0,-8 2,-2.5 8,-2.5 3,1.2 5,7 0,3.5 -5,7 -3,1.2 -8,-2.5 -2,-2.5";

export function TrajectoryChart(props: {
  record: PathsRecord;
  fullBatch: number;
  miniBatch: number;
}) {
  const { record, fullBatch, miniBatch } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const place = fitPlane(
    [...record.full_batch.positions, ...record.mini_batch.positions],
    width,
    HEIGHT,
    PADDING,
  );
  const path = (points: Point[]) => `M${points.map((point) => place(point).join(" ")).join("L")}`;
  // Squares that stand side by side would be one line.
  const apart = Math.ceil(record.full_batch.positions.length / MAX_MARKERS);
  const [starX, starY] = place(record.mini_batch.positions[0] as Point);
  const [nowX, nowY] = place(record.mini_batch.positions[miniBatch] as Point);
  return (
    <figure class="trajectory-chart">
      <figcaption>{t("planeTitle", { share: Math.round(100 * record.explained) })}</figcaption>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={t("planeLabel")}>
            <path class="ahead positive" d={path(record.mini_batch.positions)} />
            <path class="ahead text" d={path(record.full_batch.positions)} />
            <path
              class="mini-batch positive"
              d={path(record.mini_batch.positions.slice(0, miniBatch + 1))}
            />
            <g class="full-batch">
              <path d={path(record.full_batch.positions.slice(0, fullBatch + 1))} />
              {record.full_batch.positions.slice(0, fullBatch + 1).map((point, i) => {
                if (i % apart !== 0) return null;
                const [x, y] = place(point);
                return <PointMarker key={i} kind="square" x={x} y={y} />;
              })}
            </g>
            <g class="positive">
              <PointMarker kind="dot" x={nowX} y={nowY} />
            </g>
            <polygon class="star" points={STAR} transform={`translate(${starX} ${starY})`} />
          </svg>
        )}
      </div>
    </figure>
  );
}
