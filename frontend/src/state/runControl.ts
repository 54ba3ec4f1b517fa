/** Commands to the run in view. */
import type { Control, Restart, RunState } from "../api/messages";
import { clearError } from "./errors";
import { activeModel, viewedStep } from "./model";
import { runState } from "./runs";
import { sendCommand } from "./serverConnection";

type Hyperparameters = Pick<RunState, "learning_rate" | "batch_size" | "l2">;

/** Play, pause, or take one example, mini-batch or epoch; the page then follows the newest step. */
export function controlRun(action: Control["action"]): void {
  if (action !== "pause") viewedStep.value = null;
  clearError();
  sendCommand({ type: "control", run: activeModel.value, action });
}

/** Change hyperparameters. The page shows them at once, so that a branch made next has them too. */
export function setHyperparameters(change: Partial<Hyperparameters>): void {
  clearError();
  if (runState.value) runState.value = { ...runState.value, ...change };
  sendCommand({ ...change, type: "set_hyperparameters", run: activeModel.value });
}

/** Limit the speed; null for no limit. */
export function setSpeed(stepsPerSecond: number | null): void {
  clearError();
  sendCommand({ type: "set_speed", run: activeModel.value, steps_per_second: stepsPerSecond });
}

/** Restart the run from step 0, with these settings changed. */
export function restartRun(settings: Partial<Restart>): void {
  viewedStep.value = null;
  clearError();
  sendCommand({ ...settings, type: "restart", run: activeModel.value });
}
