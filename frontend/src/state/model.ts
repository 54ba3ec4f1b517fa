/** Which network the page is about, and the edits made to it by hand. */
import { computed, signal } from "@preact/signals";
import type { NetworkParameters } from "../api/messages";
import type { Edit } from "./address";
import { initialAddress } from "./initialAddress";
import { runList, runState } from "./runs";
import { view } from "./view";

/** Stands for the newest run, whatever its name. */
export const RUN = "run";

/** The name of a model or a run, or RUN; empty for the model that the server opens first. */
export const selectedModel = signal(
  view.value === "train" ? initialAddress.model || RUN : initialAddress.model,
);
/** The step of the run that is looked at; null for its newest. */
export const viewedStep = signal(initialAddress.step);
export const edits = signal<Edit[]>(initialAddress.edits);
/** The names of all models. */
export const modelNames = signal<string[]>([]);
/** Weights, biases and sizes of the network in view. */
export const loadedNetwork = signal<NetworkParameters | null>(null);

/** The name that requests carry: RUN is replaced by the newest run's own. */
export const activeModel = computed(() =>
  selectedModel.value === RUN ? (runList.value?.first ?? RUN) : selectedModel.value,
);

/** Whether the network in view belongs to a run. */
export const isRun = computed(
  () => selectedModel.value === RUN || /^run-\d+$/.test(selectedModel.value),
);

/** The run in view, as the list of runs has it. */
export const activeRun = computed(
  () => runList.value?.runs.find((run) => run.name === activeModel.value) ?? null,
);

/** The fields of a request that name the network. */
export function modelQuery() {
  return { model: activeModel.value, step: viewedStep.value, edits: edits.value };
}

/**
 * The same, but a paused run is named together with its present step: so the request changes, and is
 * sent again, when the run has moved on.
 */
export function pausedModelQuery() {
  const run = isRun.value ? runState.value : null;
  return run && !run.playing && viewedStep.value === null
    ? { ...modelQuery(), step: run.last_step }
    : modelQuery();
}

/** Add an edit; an earlier edit of the same parameter is replaced. */
export function applyEdit(edit: Edit): void {
  edits.value = [...edits.value.filter((each) => !isSameParameter(each, edit)), edit];
}

/** Remove the edits that `matches` accepts. */
export function removeEdits(matches: (edit: Edit) => boolean): void {
  edits.value = edits.value.filter((edit) => !matches(edit));
}

function isSameParameter(one: Edit, other: Edit): boolean {
  return (
    one.kind === other.kind &&
    one.layer === other.layer &&
    one.neuron === other.neuron &&
    one.source === other.source
  );
}
