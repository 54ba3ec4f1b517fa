/** Questions over HTTP: one question, one record, as the command line prints it with --json. */

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
