/** The training runs: all that exist, and how the one in view stands. */
import { signal } from "@preact/signals";
import type { RunList, RunSetup, RunState } from "../api/messages";

/** Every run; null until the server has listed them. */
export const runList = signal<RunList | null>(null);
/** What does not change during the run in view: its data and its sample digits. */
export const runSetup = signal<RunSetup | null>(null);
/** How the run in view stands, with changes of hyperparameters that the server may still refuse. */
export const runState = signal<RunState | null>(null);
/** The same as the server last sent it. */
export const confirmedRunState = signal<RunState | null>(null);
