/** A single number of the network, and what the server says it is made of. */
import type { Numbered } from "../messages";

export type QuantityKind =
  | "input"
  | "activation"
  | "weighted_sum"
  | "term"
  | "weight"
  | "bias"
  | "beginning"
  | "learned"
  | "by_hand"
  | "desired"
  | "cost"
  | "cost_term"
  | "slope_of_activation"
  | "activation_slope"
  | "slope_of_weighted_sum"
  | "slope_through_weight"
  | "slope_of_weight"
  | "slope_of_bias";

/** An example of the data set, by its number. */
export type ExampleRef = Required<Numbered>;

/** A number of the network and an example, which the server can open. */
export interface Quantity {
  kind: QuantityKind;
  /** From 1, the layer that it belongs to; 0 for the input. */
  layer?: number;
  /** From 0; of a cost's term, which output. */
  neuron?: number;
  /** Of a weight or a term: the neuron of the layer before. */
  source?: number | null;
  /** Where that is not the one in view. */
  example?: ExampleRef | undefined;
}

export interface OriginRecord {
  quantity: Quantity;
  value: number | null;
  rule: "sum" | "product" | "function" | "same" | "given";
  parts: { quantity: Quantity; value: number | null }[];
  n_left_out: number;
  left_out: number;
  latex: { formula: string; parts: string[] };
}
