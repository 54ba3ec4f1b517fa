/** Records of `explain cost` and `analyze cost`. */

export interface CostRecord {
  cost_function: string;
  label: number;
  predicted: number;
  outputs: number[];
  target: number[];
  terms: number[];
  total: number;
}

export interface CostsRecord {
  cost_function: string;
  total: number;
  per_class: (number | null)[];
  n_per_class: number[];
  edges: number[];
  counts: number[];
  worst: number[];
  worst_costs: number[];
  worst_labels: number[];
  worst_predicted: number[];
  best: number[];
  best_costs: number[];
}
