/** Records of the inspect view. */

export interface WeightsRecord {
  layer: number;
  weights: number[][];
  biases: number[];
  largest: number;
  norms: number[];
  positive: number[];
}

export interface ActivationMaximisationRecord {
  layer: number;
  neuron: number;
  inputs: number[][];
  z: number[];
  a: number[];
  mean_correlation: number;
  examples: number[];
  example_labels: number[];
  example_z: number[];
}

export interface LayerResponse {
  layer: number;
  preferred: number[];
  orientation: number[];
  edges: number[];
  loops: number[];
  means: number[];
  untrained: number[];
  shuffled: number[][];
  above: number[];
  deviations: number[];
  above_chance: boolean[];
}

export interface EdgesRecord {
  layers: LayerResponse[];
  edges_first: boolean;
  loops_later: boolean;
  n_shuffles: number;
  preferred_inputs: number[][][];
}

export interface NoiseKindRecord {
  kind: "examples" | "uniform" | "shuffled" | "smooth";
  predicted_counts: number[];
  mean_largest_output: number;
  confident_shares: number[];
  /** How often the largest output lies in each twentieth of 0–1. */
  counts: number[];
  inputs: number[][];
  predicted: number[];
  largest_outputs: number[];
}

export interface NoiseRecord {
  n: number;
  kinds: NoiseKindRecord[];
}

export interface ConfusionRecord {
  counts: number[][];
  accuracy: number;
  precision: (number | null)[];
  recall: (number | null)[];
  f1: (number | null)[];
  cell: number[] | null;
}

export interface MistakesRecord {
  n_examples: number;
  n_mistakes: number;
  indices: number[];
  labels: number[];
  predicted: number[];
  margins: number[];
  costs: number[];
  outputs: number[][];
  inputs: number[][];
}

export interface EmbeddingRecord {
  layer: number;
  method: string;
  positions: [number, number][];
  labels: number[];
  predicted: number[];
  centres: [number | null, number | null][];
  explained: (number | null)[];
  separation: {
    n_examples: number;
    centroid_accuracies: number[];
    silhouettes: (number | null)[];
  };
}

export interface AblationRecord {
  accuracy: number;
  cost: number;
  layers: number[];
  neurons: number[];
  accuracies: number[];
  costs: number[];
  accuracies_per_class: (number | null)[][];
  accuracy_per_class: (number | null)[];
  ranking: number[];
}

export interface ReliabilityCurve {
  meaning: "largest" | "share";
  edges: number[];
  counts: number[];
  confidence: (number | null)[];
  accuracy: (number | null)[];
  mean_confidence: number;
  expected_calibration_error: number;
}

export interface CalibrationRecord {
  n_examples: number;
  accuracy: number;
  curves: ReliabilityCurve[];
}
