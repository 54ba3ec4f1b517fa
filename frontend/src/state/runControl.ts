/** Commands to the run in view. */
import type { Begin, Train, Trained } from "../api/messages";
import { clearError } from "./errors";
import { activeModel, viewedStep } from "./model";
import { runState } from "./runs";
import { sendCommand } from "./serverConnection";

type Hyperparameters = Pick<Trained, "learning_rate" | "batch_size" | "l2">;

/** Play, pause, or take one example, mini-batch or epoch; the page then follows the newest step. */
export function controlRun(action: Train["wish"]): void {
  if (action !== "pause") viewedStep.value = null;
  clearError();
  sendCommand({ type: "train", run: activeModel.value, wish: action });
}

/** Change hyperparameters. The page shows them at once, so that a branch made next has them too. */
export function setHyperparameters(change: Partial<Hyperparameters>): void {
  clearError();
  if (runState.value) runState.value = { ...runState.value, ...change };
  sendCommand({ ...change, type: "turn", run: activeModel.value });
}

/** Limit the speed; null for no limit. */
export function setSpeed(stepsPerSecond: number | null): void {
  clearError();
  sendCommand({ type: "pace", run: activeModel.value, steps_per_second: stepsPerSecond });
}

/** Restart the run from step 0, with these settings changed. */
export function restartRun(settings: Partial<Begin>): void {
  viewedStep.value = null;
  clearError();
  sendCommand({ ...settings, type: "begin", run: activeModel.value });
}
