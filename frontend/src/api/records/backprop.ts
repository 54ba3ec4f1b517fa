/** Records of wishes, nudges and mini-batches. */

/** A number; null for what JSON cannot hold, infinity. */
export type FiniteOrNull = number | null;

export interface LayerWishes {
  layer: number;
  a: number[];
  wishes: FiniteOrNull[];
  /** A row for each neuron of the next layer: what it wants from those here. */
  contributions: number[][] | null;
  delta: number[] | null;
}

export interface WishesRecord {
  cost_function: string;
  label: number;
  predicted: number;
  total: number;
  layers: LayerWishes[];
  latex: { output: string; contributions: string[] };
}

export interface AvenuesRecord {
  layer: number;
  neuron: number;
  activation: string;
  a: number;
  z: number;
  wish: FiniteOrNull;
  da_dz: number | null;
  delta: number;
  weights: number[];
  inputs: number[];
  bias_nudge: number;
  weight_nudges: number[];
  input_nudges: number[];
  gains: [number, number, number];
  latex: Record<"a" | "nudge" | "bias" | "weights" | "inputs", string>;
}

/** Where a weight or bias is: `index` in the flat vector; a bias has no source. */
export interface ParameterPlace {
  index: number;
  layer: number;
  neuron: number;
  source: number | null;
}

export interface LayerWeightNudges {
  layer: number;
  weights: number[][];
  biases: number[];
  inputs: number[];
  delta: number[];
  norm: number;
}

export interface WeightNudgesRecord {
  layers: LayerWeightNudges[];
  norm: number;
  places: ParameterPlace[];
}

export interface TableRecord {
  parameters: number[];
  columns: number[];
  labels: number[];
  nudges: number[][];
  inputs: number[][];
  deltas: number[][];
  places: ParameterPlace[];
}

export interface RunningAverageRecord {
  n_examples: number;
  parameters: number[];
  counts: number[];
  averages: number[][];
  norms: number[];
  angles: number[];
  places: ParameterPlace[];
}

export interface BatchAnglesRecord {
  n_examples: number;
  n_draws: number;
  batch_sizes: number[];
  norms: number[];
  costs: number[];
  /** For each stage and size the first decile, the median, the ninth decile. */
  angles: [number, number, number][][];
  distances: [number, number, number][][];
  downhill: number[][];
  stages: ("start" | "early" | "now")[];
}

export interface PathRecord {
  batch_size: number;
  examples_seen: number[];
  costs: number[];
  positions: [number, number][];
}

export interface PathsRecord {
  learning_rate: number;
  full_batch: PathRecord;
  mini_batch: PathRecord;
  explained: number;
}
