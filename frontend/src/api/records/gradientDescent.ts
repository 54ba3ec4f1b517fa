/** Records of the gradient descent view. */

export interface CurveRecord {
  descent: {
    formula: string;
    slope: string;
    learning_rate: number;
    x: number[];
    costs: number[];
    slopes: number[];
    outcome: "minimum" | "flat" | "moving" | "diverged";
  };
  basins: {
    starts: number[];
    costs: number[];
    minimum: number[];
    minima: number[];
    minimum_costs: number[];
    lowest: number;
    shares: number[];
  };
}

export interface SurfaceRecord {
  point: [number, number];
  cost: number;
  gradient: [number, number];
  gradient_norm: number;
  direction: number;
  importance: number | null;
  path: [number, number][];
  costs: number[];
  diverged: boolean;
  x: number[];
  y: number[];
  heights: number[][];
}

export interface PlaneRecord {
  directions: "path" | "random";
  n_examples: number;
  alphas: number[];
  betas: number[];
  costs: number[][];
  centre: number;
  norms: [number, number];
  explained: [number, number];
  path: [number, number][];
  path_costs: number[];
}

export interface GradientRecord {
  n_examples: number;
  total: number;
  components: number[];
  norm: number;
  layers: { layer: number; weights: number; biases: number; share: number }[];
  thresholds: [number, number];
  levels: number[];
  largest: number[];
}

export interface StepsRecord {
  n_examples: number;
  before: number;
  norm: number;
  learning_rates: number[];
  predicted: number[];
  predicted_second_order: number[];
  actual: number[];
  costs: number[];
  line: { learning_rates: number[]; costs: number[] };
}
