/** What is told to the runs over HTTP: begin one, leave one another way, keep or remove one. */
import { signal } from "@preact/signals";
import type { Begin, RunLine, Trained } from "../../api/messages";
import { asked, beginAnew, chooseNew, problem, step } from "../../state/state";

/** What the next run shall have that the one in view has not; nothing of it is done before a button. */
export const wanted = signal<Partial<Begin>>({});

/** The name of the model that was saved last. */
export const savedAs = signal<string | null>(null);

export interface CurvesOfRun {
  name: string;
  steps: number[];
  costs: number[];
  accuracies: number[];
  validation_costs: (number | null)[];
  validation_accuracies: (number | null)[];
}

/** The knobs that turn while it runs, as they are set. */
function knobs({ learning_rate, batch_size, l2 }: Trained) {
  return { learning_rate, batch_size, l2 };
}

/** Begin a run: the one in view, if nothing was learned in it yet, else another beside it. */
export async function beginWith(now: Trained, settings: Partial<Begin>): Promise<void> {
  wanted.value = {};
  if (now.last_step === 0) return beginAnew(settings);
  const { activation, cost, optimizer, schedule, epochs, seed } = now;
  const body = {
    activation,
    cost,
    optimizer,
    schedule,
    epochs,
    seed,
    hidden: now.sizes.slice(1, -1),
    ...knobs(now),
    ...settings,
  };
  const begun = await tell<RunLine>("POST", "runs", body);
  if (begun) chooseNew(begun.name);
}

/** Leave the run in view at the step that is looked at, with the knobs as they are set. */
export async function branchHere(now: Trained): Promise<void> {
  const { cost, optimizer, schedule, epochs } = wanted.value;
  const body = { step: now.step, ...knobs(now), cost, optimizer, schedule, epochs };
  const begun = await tell<RunLine>("POST", `runs/${now.run}/branch`, body);
  if (!begun) return;
  wanted.value = {};
  chooseNew(begun.name);
}

export async function saveAsModel(): Promise<void> {
  savedAs.value = null;
  const body = { step: step.value };
  const saved = await tell<{ model: string }>("POST", `runs/${asked.value}/save`, body);
  if (saved) savedAs.value = saved.model;
}

export async function remove(name: string): Promise<void> {
  await tell("DELETE", `runs/${name}`, null);
}

async function tell<Answer>(
  method: "POST" | "DELETE",
  what: string,
  body: object | null,
): Promise<Answer | null> {
  const answer = await fetch(`/api/${what}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const said = await answer.json();
  problem.value = answer.ok ? null : said.error;
  return answer.ok ? said : null;
}
