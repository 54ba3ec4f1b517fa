/** The explanation that is open ("Where does this come from?"), and those that led to it. */
import { signal } from "@preact/signals";
import type { Quantity } from "../api/records/quantity";

/** What a view says of a number itself: its name, its formula, and the parts it is made of. */
export interface Explanation {
  title: string;
  /** The number as it is shown. */
  value?: string;
  /** For KaTeX, with the numbers in it. */
  tex?: string;
  /** One or two sentences, where a formula is not enough. */
  text?: string;
  parts?: ExplanationPart[];
}

export interface ExplanationPart {
  name: string;
  value: string;
  of?: Explainable;
}

/** A number that can be explained: by the server, or by the view that shows it. */
export type Explainable = Quantity | (() => Explanation);

/** From the number that was opened first to the one that is open now; empty when none is. */
export const explanationTrail = signal<Explainable[]>([]);

/** Open a number's explanation; with `nested` the one that is open now can be returned to. */
export function openExplanation(of: Explainable, nested: boolean): void {
  explanationTrail.value = nested ? [...explanationTrail.value, of] : [of];
}

export function closeInnermostExplanation(): void {
  explanationTrail.value = explanationTrail.value.slice(0, -1);
}

export function closeExplanation(): void {
  explanationTrail.value = [];
}
