/** A wish as an arrow: up for more, down for less, and the longer the stronger. */

/** The shortest that still shows where it points. */
const MIN_LENGTH = 5;

export function WishArrow(props: {
  x: number;
  y: number;
  value: number;
  scaleMax: number;
  room: number;
}) {
  const { x, y, value, scaleMax, room } = props;
  const share = Math.abs(value) / scaleMax;
  if (share < 0.004) {
    return <circle class="wish none" cx={x} cy={y} r={1.5} />;
  }
  const length = Math.max(MIN_LENGTH, room * share);
  const up = value < 0 ? -1 : 1;
  const halfWidth = Math.min(3 + length / 5, 6.5);
  const head = Math.min(length, halfWidth * 1.5);
  const [tip, end] = [y - (up * length) / 2, y + (up * length) / 2];
  const neck = tip + up * head;
  return (
    <path
      class={`wish ${value < 0 ? "negative" : "positive"}`}
      d={`M${x - 1.2} ${end}V${neck}H${x - halfWidth}L${x} ${tip}L${x + halfWidth} ${neck}H${x + 1.2}V${end}Z`}
    />
  );
}
