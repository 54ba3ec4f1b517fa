/** Numbers as an image: grey for activations, blue and red for signed numbers. */

/**
 * Signed numbers are painted as strongly as their share of the largest to this power, so that weak
 * ones do not sink into the background. render/colours.py has the same power for all other pictures;
 * tests/web/test_shared_constants.py compares both.
 */
const BRIGHTNESS_POWER = 0.6;

/** Paint rows × columns numbers of 0–1 from black to white. */
export function paintGrayscale(
  canvas: HTMLCanvasElement,
  values: ArrayLike<number>,
  columns: number,
): void {
  paint(canvas, values, columns, (value) => {
    const light = Math.round(255 * Math.min(Math.max(value, 0), 1));
    return [light, light, light];
  });
}

/** Paint signed numbers: from the page's colour to positive and to negative. */
export function paintSigned(
  canvas: HTMLCanvasElement,
  values: ArrayLike<number>,
  columns: number,
  colours: { page: string; positive: string; negative: string },
  scaleMax = largestMagnitude(values),
): void {
  const page = rgb(colours.page);
  const ends = { positive: rgb(colours.positive), negative: rgb(colours.negative) };
  paint(canvas, values, columns, (value) => {
    const share = scaleMax === 0 ? 0 : Math.min(Math.abs(value) / scaleMax, 1) ** BRIGHTNESS_POWER;
    const end = value < 0 ? ends.negative : ends.positive;
    return [0, 1, 2].map((i) =>
      Math.round((page[i] as number) * (1 - share) + (end[i] as number) * share),
    ) as Rgb;
  });
}

/** How far from 0 the farthest of some numbers is. */
export function largestMagnitude(values: ArrayLike<number>): number {
  let scaleMax = 0;
  for (let i = 0; i < values.length; i++)
    scaleMax = Math.max(scaleMax, Math.abs(values[i] as number));
  return scaleMax;
}

type Rgb = [number, number, number];

function paint(
  canvas: HTMLCanvasElement,
  values: ArrayLike<number>,
  columns: number,
  colour: (value: number) => Rgb,
): void {
  const rows = Math.ceil(values.length / columns);
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(columns, rows);
  for (let i = 0; i < values.length; i++) {
    image.data.set([...colour(values[i] as number), 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

function rgb(hex: string): Rgb {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join("") : hex.slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as Rgb;
}

/** A colour between two, as a browser writes it. */
export function mixColours(from: string, to: string, share: number): string {
  const [one, other] = [rgb(from), rgb(to)];
  const parts = one.map((value, i) =>
    Math.round(value * (1 - share) + (other[i] as number) * share),
  );
  return `rgb(${parts.join(" ")})`;
}
