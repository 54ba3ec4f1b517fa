/** Which number was asked "where does this come from?", and those asked before on the way to it. */
import { signal } from "@preact/signals";
import type { Shown } from "./address";

export const KINDS = [
  "input",
  "activation",
  "weighted_sum",
  "term",
  "weight",
  "bias",
  "beginning",
  "learned",
  "by_hand",
  "desired",
  "cost",
  "cost_term",
  "slope_of_activation",
  "activation_slope",
  "slope_of_weighted_sum",
  "slope_through_weight",
  "slope_of_weight",
  "slope_of_bias",
] as const;
/** An example of the data, as the page shows one. */
export type Example = Extract<Shown, { kind: "example" }>;
export type Kind = (typeof KINDS)[number];

/** A number of the network and an example, which the server can open. */
export interface Quantity {
  kind: Kind;
  /** From 1, the layer that it belongs to; 0 for the input. */
  layer?: number;
  /** From 0; of a cost's term, which output. */
  neuron?: number;
  /** Of a weight or a term: the neuron of the layer before. */
  source?: number | null;
  /** Where that is not the one in view. */
  example?: Example | undefined;
}

/** A number that a view opens itself: what it is, its formula, and the parts it is made of. */
export interface Because {
  title: string;
  /** The number as it is shown. */
  value?: string;
  /** For KaTeX, with the numbers in it. */
  tex?: string;
  /** One or two sentences, where a formula does not say it. */
  text?: string;
  parts?: Part[];
}

export interface Part {
  name: string;
  value: string;
  of?: Source;
}

export type Source = Quantity | (() => Because);

/** The way to the number that is open, the last one; empty when none is. */
export const way = signal<Source[]>([]);

/** Open a number: from the panel itself one goes deeper, from elsewhere one begins anew. */
export function openNumber(source: Source, deeper: boolean): void {
  way.value = deeper ? [...way.value, source] : [source];
}

export function goBack(): void {
  way.value = way.value.slice(0, -1);
}

export function closeNumber(): void {
  way.value = [];
}
