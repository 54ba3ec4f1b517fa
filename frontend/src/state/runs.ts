/** The training runs: all that exist, and how the one in view stands. */
import { signal } from "@preact/signals";
import type { Runs, Trained, Watching } from "../api/messages";

/** Every run; null until the server has listed them. */
export const runList = signal<Runs | null>(null);
/** What does not change during the run in view: its data and its sample digits. */
export const runSetup = signal<Watching | null>(null);
/** How the run in view stands, with changes of hyperparameters that the server may still refuse. */
export const runState = signal<Trained | null>(null);
/** The same as the server last sent it. */
export const confirmedRunState = signal<Trained | null>(null);
