/** What each frame from the server changes in the page's state. */
import { batch, signal } from "@preact/signals";
import type { Frame, Hello, RunState } from "../api/messages";
import { clearErrorOf, errorMessage, showCommandError } from "./errors";
import { activations, isInputEmpty } from "./input";
import { activeModel, edits, loadedNetwork, modelNames, selectedModel } from "./model";
import { selectExistingRun } from "./navigation";
import { confirmedRunState, runList, runSetup, runState } from "./runs";
import { requestActivations, requestNetwork } from "./serverConnection";

/** Session storage: the start of the server that this tab talked to last. */
const SERVER_START_KEY = "start";

/** When the server was restarted, if that happened while this tab was open. */
export const serverRestartedAt = signal<string | null>(null);

export function handleFrame(frame: Frame): void {
  batch(() => {
    if (frame.type === "hello") handleHello(frame);
    if (frame.type === "runs") {
      runList.value = frame;
      modelNames.value = frame.models;
      selectExistingRun();
    }
    if (frame.type === "failed") {
      showCommandError(frame.command, frame.error);
      // Refused hyperparameters are not those of the run.
      if (frame.command === "set_hyperparameters") runState.value = confirmedRunState.value;
    }
    if (
      frame.type === "network" &&
      (frame.model === activeModel.value || selectedModel.value === "")
    ) {
      loadedNetwork.value = frame;
      clearErrorOf("get_network", "predict");
    }
    if (frame.type === "run_setup") runSetup.value = frame;
    if (frame.type === "run_state" && frame.run === activeModel.value) handleRunState(frame);
    if (frame.type === "activations" && !isInputEmpty.value) {
      activations.value = frame;
      clearErrorOf("get_network", "predict");
    }
  });
}

function handleHello(hello: Hello): void {
  modelNames.value = hello.models;
  const before = sessionStorage.getItem(SERVER_START_KEY);
  if (before !== null && before !== hello.start) serverRestartedAt.value = hello.started;
  sessionStorage.setItem(SERVER_START_KEY, hello.start);
}

function handleRunState(state: RunState): void {
  if (state.problem !== (runState.peek()?.problem ?? null)) errorMessage.value = state.problem;
  else clearErrorOf("subscribe", "runs");
  runState.value = confirmedRunState.value = state;
  showRunNetwork(state);
}

/** Show the network as the run has it now, and its answer to the input. */
function showRunNetwork(state: RunState): void {
  if (edits.value.length > 0) requestNetwork();
  else {
    loadedNetwork.value = {
      type: "network",
      model: state.run,
      sizes: state.sizes,
      classes: runSetup.value?.classes ?? [],
      image_shape: runSetup.value?.image_shape ?? null,
      activations: [],
      cost: state.cost,
      weights: state.weights,
      biases: state.biases,
    };
  }
  requestActivations();
}
