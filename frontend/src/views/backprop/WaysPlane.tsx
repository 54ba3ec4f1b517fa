/** Both ways down on the plane in which they differ most. */
import { useRef } from "preact/hooks";
import { say } from "../../words";
import { Mark } from "./LogChart";
import type { PathsRecord } from "./records";
import { useSize } from "./size";

const [HEIGHT, PAD] = [260, 22];
const STAR = "0,-8 2,-2.5 8,-2.5 3,1.2 5,7 0,3.5 -5,7 -3,1.2 -8,-2.5 -2,-2.5";

type Point = [number, number];

export function WaysPlane(props: { record: PathsRecord; careful: number; quick: number }) {
  const { record, careful, quick } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const place = fitted([...record.careful.places, ...record.quick.places], width);
  const path = (points: Point[]) => `M${points.map((point) => place(point).join(" ")).join("L")}`;
  const [starX, starY] = place(record.quick.places[0] as Point);
  const [nowX, nowY] = place(record.quick.places[quick] as Point);
  return (
    <figure class="ways-plane">
      <figcaption>{say("planeTitle", { share: Math.round(100 * record.explained) })}</figcaption>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={say("planeLabel")}>
            <path class="ahead positive" d={path(record.quick.places)} />
            <path class="ahead text" d={path(record.careful.places)} />
            <path class="quick positive" d={path(record.quick.places.slice(0, quick + 1))} />
            <g class="careful">
              <path d={path(record.careful.places.slice(0, careful + 1))} />
              {record.careful.places.slice(0, careful + 1).map((point, i) => {
                const [x, y] = place(point);
                return <Mark key={i} kind="square" x={x} y={y} />;
              })}
            </g>
            <g class="positive">
              <Mark kind="dot" x={nowX} y={nowY} />
            </g>
            <polygon class="star" points={STAR} transform={`translate(${starX} ${starY})`} />
          </svg>
        )}
      </div>
    </figure>
  );
}

/** Where points stand, as far apart sideways as upright. */
export function fitted(points: Point[], width: number): (point: Point) => Point {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (width - 2 * PAD) / (right - left || 1),
    (HEIGHT - 2 * PAD) / (high - low || 1),
  );
  return ([x, y]) => [
    width / 2 + (x - (left + right) / 2) * scale,
    HEIGHT / 2 - (y - (low + high) / 2) * scale,
  ];
}
