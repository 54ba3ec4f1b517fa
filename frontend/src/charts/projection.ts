/** The parallel projection of a surface that is rotated and tilted. */

const TILT = (58 * Math.PI) / 180;

/** From −½…½ in the plane and 0…1 in height to right and down on the screen, and how near it is. */
export function project(
  degrees: number,
  [x, y, height]: [number, number, number],
): { right: number; down: number; near: number } {
  const angle = (degrees * Math.PI) / 180;
  const right = x * Math.cos(angle) - y * Math.sin(angle);
  const away = x * Math.sin(angle) + y * Math.cos(angle);
  return {
    right,
    down: -away * Math.cos(TILT) - height * Math.sin(TILT) * 0.62,
    near: -away,
  };
}
