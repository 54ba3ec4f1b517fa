/** Requests about runs: start, branch, save and remove one. */

import { signal } from "@preact/signals";
import { sendRequest } from "../../api/http";
import type { Restart, RunState, RunSummary } from "../../api/messages";
import { errorMessage } from "../../state/errors";
import { activeModel, viewedStep } from "../../state/model";
import { selectNewRun } from "../../state/navigation";
import { restartRun } from "../../state/runControl";

/** What the next run shall have that the one in view has not; nothing of it is done before a button. */
export const newRunSettings = signal<Partial<Restart>>({});

/** The name of the model that was saved last. */
export const savedModelName = signal<string | null>(null);

export interface RunCurvesRecord {
  name: string;
  steps: number[];
  costs: number[];
  accuracies: number[];
  validation_costs: (number | null)[];
  validation_accuracies: (number | null)[];
}

/** The knobs that turn while it runs, as they are set. */
function hyperparameters({ learning_rate, batch_size, l2 }: RunState) {
  return { learning_rate, batch_size, l2 };
}

/** Restart a run: the one in view, if nothing was learned in it yet, else another beside it. */
export async function startRun(state: RunState, settings: Partial<Restart>): Promise<void> {
  newRunSettings.value = {};
  if (state.last_step === 0) return restartRun(settings);
  const { activation, cost, optimizer, schedule, epochs, seed } = state;
  const body = {
    activation,
    cost,
    optimizer,
    schedule,
    epochs,
    seed,
    hidden: state.sizes.slice(1, -1),
    ...hyperparameters(state),
    ...settings,
  };
  const run = await requestRun<RunSummary>("POST", "runs", body);
  if (run) selectNewRun(run.name);
}

/** Leave the run in view at the step that is looked at, with the knobs as they are set. */
export async function branchRun(state: RunState): Promise<void> {
  const { cost, optimizer, schedule, epochs } = newRunSettings.value;
  const body = { step: state.step, ...hyperparameters(state), cost, optimizer, schedule, epochs };
  const run = await requestRun<RunSummary>("POST", `runs/${state.run}/branch`, body);
  if (!run) return;
  newRunSettings.value = {};
  selectNewRun(run.name);
}

export async function saveRunAsModel(): Promise<void> {
  savedModelName.value = null;
  const body = { step: viewedStep.value };
  const saved = await requestRun<{ model: string }>("POST", `runs/${activeModel.value}/save`, body);
  if (saved) savedModelName.value = saved.model;
}

export async function removeRun(name: string): Promise<void> {
  await requestRun("DELETE", `runs/${name}`, null);
}

/** Send a request, and show the reason if the server refuses it. */
async function requestRun<Data>(
  method: "POST" | "DELETE",
  path: string,
  body: object | null,
): Promise<Data | null> {
  try {
    const data = await sendRequest<Data>(method, path, body);
    errorMessage.value = null;
    return data;
  } catch (error) {
    errorMessage.value = (error as Error).message;
    return null;
  }
}
