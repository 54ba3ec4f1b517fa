/** Records of the calculus view. */

export interface ChainSlope {
  layer: number;
  is_bias: boolean;
  factors: number[];
  product: number;
  derivative: number;
  finite_difference: number;
  at_kink: boolean;
}

export interface ChainRecord {
  x: number;
  y: number;
  weights: number[];
  biases: number[];
  activations: string[];
  z: number[];
  a: number[];
  cost_function: string;
  cost: number;
  slopes: ChainSlope[];
  latex: {
    slopes: { symbols: string; numbers: string }[];
    fractions: string[][];
    factors: string[][];
  };
  nudged: { z: number[]; a: number[]; cost: number; ratio: number | null };
}

export interface Branch {
  layer: number;
  neuron: number;
  weight: number | null;
  z: number;
  a: number;
  y: number | null;
  da_dz: number | null;
  dC_da: number | null;
  dC_dz: number;
  term: number;
  contribution: number;
  share: number | null;
  n_left_out: number;
  remainder: number;
  children: Branch[];
}

export interface ChainRuleRecord {
  parameter: { index: number; layer: number; neuron: number; source: number | null };
  value: number;
  activations: string[];
  cost: number;
  dz_dw: number;
  da_dz: number | null;
  dC_da: number | null;
  dC_dz: number;
  product: number;
  derivative: number;
  finite_difference: number;
  step: number;
  at_kink: boolean;
  tree: Branch;
  latex: { symbols: string; factors: string; numbers: string; sums: string[] };
}

export interface AverageRecord {
  slopes: number[];
  labels: number[];
  mean: number;
  standard_deviation: number;
  derivative: number;
  finite_difference: number;
  latex: { symbols: string; numbers: string };
}
