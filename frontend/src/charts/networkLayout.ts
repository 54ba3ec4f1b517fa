/** The positions of the neurons: the input at the left, a column for each layer. */

export interface Layout {
  width: number;
  height: number;
  /** The input's square, when it is a picture. */
  picture: { x: number; y: number; side: number } | null;
  /** For each layer from the input on the places of its neurons, x and y in turn. */
  places: Float32Array[];
  /** For each layer the radius of its neurons; 0 for an input that is a picture. */
  radii: number[];
}

const WIDEST = 17;
/** Room at the right for the outputs' names and numbers. */
const NAMES = 30;

export function layoutOf(
  sizes: number[],
  shape: [number, number] | null,
  width: number,
  height: number,
): Layout {
  const narrow = width < 560;
  const side = shape ? Math.min(height * 0.62, width * (narrow ? 0.3 : 0.34)) : 0;
  const picture = shape ? { x: 1, y: (height - side) / 2, side } : null;
  const left = shape ? side + width * (narrow ? 0.15 : 0.17) : WIDEST + 4;
  const right = width - NAMES - WIDEST;
  const columns = sizes.length - (shape ? 1 : 0);
  const radii: number[] = [];
  const places = sizes.map((size, layer) => {
    if (layer === 0 && picture && shape) {
      radii.push(0);
      return pixels(picture, shape);
    }
    const column = shape ? layer - 1 : layer;
    const x = columns === 1 ? right : left + ((right - left) * column) / (columns - 1);
    const gap = (height - 8) / size;
    const radius = Math.min(WIDEST, gap * 0.4);
    radii.push(radius);
    // Few neurons stand together in the middle and not as far apart as they could.
    const pitch = Math.min(gap, 2 * WIDEST * 1.45);
    const top = (height - pitch * size) / 2 + pitch / 2;
    return Float32Array.from({ length: 2 * size }, (_, i) =>
      i % 2 === 0 ? x : top + pitch * ((i - 1) / 2),
    );
  });
  return { width, height, picture, places, radii };
}

function pixels(
  picture: { x: number; y: number; side: number },
  [rows, columns]: [number, number],
): Float32Array {
  const places = new Float32Array(2 * rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = 2 * (row * columns + column);
      places[at] = picture.x + (picture.side * (column + 0.5)) / columns;
      places[at + 1] = picture.y + (picture.side * (row + 0.5)) / rows;
    }
  }
  return places;
}
