/** Examples of the data set: pictures and labels. */

export interface ExamplesRecord {
  inputs: number[][];
  labels: number[];
  image_shape: [number, number] | null;
  /** How many there are in all. */
  count: number;
}
