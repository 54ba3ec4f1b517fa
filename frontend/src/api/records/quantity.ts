/** A single number of the network, and what the server says it is made of. */
import type { ExampleInput } from "../messages";

export type QuantityKind =
  | "input"
  | "activation"
  | "weighted_sum"
  | "term"
  | "weight"
  | "bias"
  | "initial"
  | "training_change"
  | "manual_change"
  | "target"
  | "cost"
  | "cost_term"
  | "dC_da"
  | "da_dz"
  | "dC_dz"
  | "w_dC_dz"
  | "dC_dw"
  | "dC_db";

/** An example of the data set, by its number. */
export type ExampleRef = Required<ExampleInput>;

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
  remainder: number;
  latex: { formula: string; parts: string[] };
}
