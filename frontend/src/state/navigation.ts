/** Going to another view, or to another model or run. */
import { batch } from "@preact/signals";
import { closeExplanation } from "./explanation";
import { edits, selectedModel, viewedStep } from "./model";
import { runList } from "./runs";
import { view } from "./view";
import type { View } from "./viewPaths";

/** Session storage: the run that this tab showed last. */
const OWN_RUN_KEY = "run";

/** A run that was started just now, and that the next list of runs will contain. */
let awaitedRun: string | null = null;

/** Go to another view, and write its path into the address. */
export function goToView(to: View): void {
  batch(() => {
    if (to === "train") edits.value = [];
    view.value = to;
    // An explanation belongs to the view in which it was opened.
    closeExplanation();
    selectExistingRun();
  });
  history.pushState(null, "", `/${to}${location.search}`);
}

export function selectModel(name: string): void {
  batch(() => {
    edits.value = [];
    viewedStep.value = null;
    selectedModel.value = name;
    selectExistingRun();
  });
}

/** Select a run that was started just now. */
export function selectNewRun(name: string): void {
  awaitedRun = name;
  selectModel(name);
}

/** Make sure that the train view shows a run that exists: this tab's own, else the newest. */
export function selectExistingRun(): void {
  const list = runList.value;
  if (!list) return;
  const exists = (name: string | null) => list.runs.some((run) => run.name === name);
  if (exists(selectedModel.value)) {
    awaitedRun = null;
    sessionStorage.setItem(OWN_RUN_KEY, selectedModel.value);
  } else if (view.value === "train" && selectedModel.value !== awaitedRun) {
    const own = sessionStorage.getItem(OWN_RUN_KEY);
    selectedModel.value = own && exists(own) ? own : list.first;
    if (selectedModel.value !== own) viewedStep.value = null;
  }
}
