/** Connects the page to its server and to its address. */
import { effect } from "@preact/signals";
import { writeAddress } from "./address";
import { handleFrame } from "./frameHandlers";
import { inputSource, label, selectedNeuron } from "./input";
import { edits, selectedModel, viewedStep } from "./model";
import {
  connectToServer,
  requestActivations,
  requestNetwork,
  subscribeToRun,
} from "./serverConnection";
import { writeUrlSignals } from "./urlSignal";
import { view } from "./view";
import { presentPath, viewOfPath } from "./viewPaths";

/** Browsers allow only a limited number of address changes a second. */
const ADDRESS_DELAY_MS = 200;

export function startPage(): void {
  connectToServer(handleFrame);
  effect(requestNetwork);
  effect(requestActivations);
  effect(subscribeToRun);
  addEventListener("popstate", () => {
    view.value = viewOfPath(location.pathname);
  });
  keepAddress();
}

/** Write the state into the address whenever it changes. */
function keepAddress(): void {
  let timer = 0;
  effect(() => {
    const query = writeAddress({
      model: selectedModel.value,
      step: viewedStep.value,
      inputSource: inputSource.value,
      selectedNeuron: selectedNeuron.value,
      edits: edits.value,
      label: label.value,
    });
    writeUrlSignals(view.value, query);
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const text = query.toString();
      const path = presentPath(location.pathname);
      history.replaceState(null, "", text ? `${path}?${text}` : path);
    }, ADDRESS_DELAY_MS);
  });
}
