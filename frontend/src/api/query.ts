/** Questions over HTTP: one question, one record, as the command line prints it with --json. */
import { useEffect, useState } from "preact/hooks";
import type { Quantity } from "../state/explanation";

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
  /** How many there are in all. */
  count: number;
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

export interface Asked<Answer> {
  /** The last answer there was, until the next is there. */
  answer: Answer | null;
  waiting: boolean;
  /** Why there is no answer, as the server said it. */
  refused: string | null;
  /** The question that was answered, or refused; another one may be on its way. */
  question: string | null;
  /** Whether that is the one that is asked now. */
  current: boolean;
}

const NOTHING = { answer: null, waiting: true, refused: null, question: null };

/**
 * The answer to a question, asked anew whenever it is another one, or `when` is; null where there is
 * nothing to ask.
 *
 * With `patience` it is asked when nothing has changed for so many milliseconds, so that a knob can be
 * turned in peace where an answer takes a while.
 */
export function useAsked<Answer>(
  what: string,
  body: object | null,
  when?: unknown,
  patience = 0,
): Asked<Answer> {
  const [now, setNow] = useState<Omit<Asked<Answer>, "current">>(NOTHING);
  const question = body && JSON.stringify(body);
  useEffect(() => {
    if (question === null) {
      setNow(NOTHING);
      return;
    }
    const giveUp = new AbortController();
    const put = () => {
      ask<Answer>(what, JSON.parse(question), giveUp.signal).then(
        (answer) => setNow({ answer, waiting: false, refused: null, question }),
        (error: Error) => {
          if (giveUp.signal.aborted) return;
          setNow(({ answer }) => ({ answer, waiting: false, refused: error.message, question }));
        },
      );
    };
    let soon = 0;
    if (patience === 0) put();
    else {
      setNow((before) => ({ ...before, waiting: true, refused: null }));
      soon = window.setTimeout(put, patience);
    }
    return () => {
      clearTimeout(soon);
      giveUp.abort();
    };
  }, [what, question, when, patience]);
  return { ...now, current: now.question === question };
}

/** The answer alone, where what cannot be answered is simply not shown. */
export function useAnswer<Answer>(
  what: string,
  body: object | null,
  when?: unknown,
): Answer | null {
  return useAsked<Answer>(what, body, when).answer;
}

/** Milliseconds of peace before a question is put that takes a while to answer. */
const PATIENCE = 250;

/** An answer that takes a while. */
export function useSlow<Answer>(what: string, body: object | null): Asked<Answer> {
  return useAsked<Answer>(what, body, undefined, PATIENCE);
}
