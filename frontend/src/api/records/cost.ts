/** Records of `explain cost` and `analyze cost`. */

export interface CostRecord {
  cost: string;
  label: number;
  said: number;
  outputs: number[];
  desired: number[];
  terms: number[];
  total: number;
}

export interface CostsRecord {
  cost: string;
  total: number;
  per_class: (number | null)[];
  n_per_class: number[];
  edges: number[];
  counts: number[];
  worst: number[];
  worst_costs: number[];
  worst_labels: number[];
  worst_said: number[];
  best: number[];
  best_costs: number[];
}
