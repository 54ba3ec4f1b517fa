/** The socket to the server, and the requests that repeat whenever the page's state changes. */
import { computed } from "@preact/signals";
import type { Command, Frame } from "../api/messages";
import { Socket } from "../api/socket";
import { activations, input, isInputEmpty } from "./input";
import { activeModel, isRun, modelQuery, viewedStep } from "./model";
import { runList } from "./runs";

let socket: Socket | null = null;
/** Numbers the requests for activations. */
let requestId = 0;

// A signal of its own, so that a longer list of runs does not repeat the subscription.
const areRunsListed = computed(() => runList.value !== null);

/** Connect, and stay connected; after each reconnection the page's state is requested again. */
export function connectToServer(onFrame: (frame: Frame) => void): void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new Socket(`${scheme}://${location.host}/socket`, onFrame, () => {
    requestNetwork();
    requestActivations();
    subscribeToRun();
  });
}

export function sendCommand(command: Command & { type: string }): void {
  socket?.send(command);
}

export function requestNetwork(): void {
  sendCommand({ type: "get_network", ...modelQuery() });
}

export function requestActivations(): void {
  requestId += 1;
  if (isInputEmpty.value) {
    activations.value = null;
    return;
  }
  sendCommand({ type: "predict", request_id: requestId, ...modelQuery(), input: input.value });
}

export function subscribeToRun(): void {
  if (isRun.value && areRunsListed.value) {
    sendCommand({ type: "subscribe", run: activeModel.value, step: viewedStep.value });
  }
}
