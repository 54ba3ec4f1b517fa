/** Questions over HTTP: one question, one record, as the command line prints it with --json. */
import { useEffect, useState } from "preact/hooks";
import type { Quantity } from "./origin/asked";

export interface NeuronRecord {
  layer: number;
  neuron: number;
  activation: string;
  weights: number[];
  inputs: number[];
  terms: number[];
  bias: number;
  z: number;
  a: number;
  largest: number[];
}

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

export interface ExamplesRecord {
  inputs: number[][];
  labels: number[];
  image_shape: [number, number] | null;
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

/** Ask; throws what the server said in one sentence. */
export async function ask<Answer>(
  what: string,
  body: object,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = await fetch(`/api/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said as Answer;
}

/**
 * The answer to a question, asked anew whenever it is another one, or `when` is. The last answer stays
 * until the next is there; null while there is none, or when there is nothing to ask.
 */
export function useAnswer<Answer>(
  what: string,
  body: object | null,
  when?: unknown,
): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const question = body && JSON.stringify(body);
  useEffect(() => {
    if (question === null) {
      setAnswer(null);
      return;
    }
    const giveUp = new AbortController();
    ask<Answer>(what, JSON.parse(question), giveUp.signal).then(setAnswer, () => undefined);
    return () => giveUp.abort();
  }, [what, question, when]);
  return answer;
}
