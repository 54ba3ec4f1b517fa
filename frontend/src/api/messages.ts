// Made from src/backlit/web/messages.py by `npm run messages`.

/**
 * elsewhere: another Backlit has it open.
 */
export type State = "training" | "waiting" | "paused" | "finished" | "failed" | "elsewhere";
/**
 * What a run does.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "State".
 */
export type State1 = "training" | "waiting" | "paused" | "finished" | "failed" | "elsewhere";
/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Command".
 */
export type Command = Look | Open | Watch | Train | Turn | Pace | Begin;
/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Frame".
 */
export type Frame = Hello | Runs | Seen | Opened | Watching | Trained | Failed;

export interface Messages {}
/**
 * A change of the network made by hand: see ``backlit.analyse.edits``.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "AskedEdit".
 */
export interface AskedEdit {
  kind: "scale" | "weight" | "bias";
  layer: number;
  neuron: number;
  source?: number | null;
  value: number;
}
/**
 * Begin a run anew: with the same settings from the same start, or with others.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Begin".
 */
export interface Begin {
  learning_rate?: number | null;
  batch_size?: number | null;
  l2?: number | null;
  cost?: string | null;
  optimizer?: string | null;
  schedule?: string | null;
  epochs?: number | null;
  /**
   * Neurons of each hidden layer.
   */
  hidden?: number[] | null;
  activation?: string | null;
  seed?: number | null;
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * Its name; run: the one begun last.
   */
  run?: string;
  type?: "begin";
}
/**
 * A digit that was drawn.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Drawing".
 */
export interface Drawing {
  kind?: "drawing";
  /**
   * For each stroke its points: x right, y down, 0–1 of the square's side.
   *
   * @maxItems 1000
   */
  strokes: [number, number][][];
  /**
   * The pen, as a share of the side.
   */
  width?: number;
  /**
   * Fit and centre it as MNIST's makers did.
   */
  fit?: boolean;
}
/**
 * Why a command could not be done.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Failed".
 */
export interface Failed {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "failed";
  command: string;
  error: string;
  hint: string | null;
}
/**
 * The input's numbers themselves.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Given".
 */
export interface Given {
  kind?: "numbers";
  /**
   * @maxItems 100000
   */
  numbers: number[];
}
/**
 * The first frame: who serves, since when, and the models there are.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Hello".
 */
export interface Hello {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "hello";
  version: string;
  /**
   * Another one at each start of the server.
   */
  start: string;
  /**
   * When that was, as ISO 8601 in UTC.
   */
  started: string;
  models: string[];
}
/**
 * Show what every layer computes for an input; of several that wait, the newest is answered.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Look".
 */
export interface Look {
  /**
   * A name of /api/models or /api/runs; empty: the model served first; run: the run begun last.
   */
  model?: string;
  /**
   * Of a run: after so many steps; null: now.
   */
  step?: number | null;
  /**
   * @maxItems 20000
   */
  edits?: AskedEdit[];
  input?: Drawing | Numbered | Given | Noise;
  type?: "look";
  /**
   * Handed back with the answer.
   */
  number?: number;
}
/**
 * An example of the data that the model learned from.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Numbered".
 */
export interface Numbered {
  kind?: "example";
  set?: "test" | "train";
  number?: number;
}
/**
 * Random numbers in 0–1, the same for the same seed.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Noise".
 */
export interface Noise {
  kind?: "noise";
  seed?: number;
}
/**
 * Show a network: its layers, weights and biases.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Open".
 */
export interface Open {
  /**
   * A name of /api/models or /api/runs; empty: the model served first; run: the run begun last.
   */
  model?: string;
  /**
   * Of a run: after so many steps; null: now.
   */
  step?: number | null;
  /**
   * @maxItems 20000
   */
  edits?: AskedEdit[];
  type?: "open";
  /**
   * Handed back with the answer.
   */
  number?: number;
}
/**
 * A network's layers, weights and biases.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Opened".
 */
export interface Opened {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "opened";
  model: string;
  sizes: number[];
  classes: string[];
  image_shape: [number, number] | null;
  activations: string[];
  cost: string;
  /**
   * For each layer (n_out · n_in), a row per neuron.
   */
  weights: Float32Array[];
  biases: Float32Array[];
}
/**
 * Have a run go on at a pace to be watched.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Pace".
 */
export interface Pace {
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * Its name; run: the one begun last.
   */
  run?: string;
  type?: "pace";
  /**
   * null: as fast as can be.
   */
  steps_per_second?: number | null;
}
/**
 * A run, and how it stands.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RunLine".
 */
export interface RunLine {
  name: string;
  state: State;
  /**
   * Its place in the queue, from 1, while it waits.
   */
  queue: number | null;
  sizes: number[];
  activation: string;
  cost_name: string;
  optimizer: string;
  schedule: string;
  /**
   * As it began.
   */
  learning_rate: number;
  /**
   * As it began.
   */
  batch_size: number;
  seed: number;
  /**
   * Epochs finished.
   */
  epoch: number;
  epochs: number;
  step: number;
  /**
   * The last measured, on held-out examples.
   */
  cost: number | null;
  /**
   * The same, 0–1.
   */
  accuracy: number | null;
  /**
   * Some dozens of the accuracies after each epoch.
   */
  curve: number[];
  /**
   * The run that it branched off from.
   */
  parent: string | null;
  parent_step: number | null;
  /**
   * The name that it was last saved under as a model.
   */
  model: string | null;
  problem: string | null;
  created: string;
  /**
   * When what a restart would find was written.
   */
  saved: string;
}
/**
 * Every run there is, and how it stands; sent to every tab whenever that changes.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Runs".
 */
export interface Runs {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "runs";
  /**
   * The oldest first.
   */
  runs: RunLine[];
  /**
   * The one that a page shows which asked for no other.
   */
  first: string;
  /**
   * How many train at a time; the others queue.
   */
  cores: number;
  /**
   * What is wrong with the workspace.
   */
  problems: string[];
  models: string[];
}
/**
 * What every layer computes for the input of a ``look``.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Seen".
 */
export interface Seen {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "seen";
  model: string;
  label: number | null;
  inputs: Float32Array;
  /**
   * For each layer its neurons' weighted sums plus bias.
   */
  z: Float32Array[];
  /**
   * For each layer its neurons' activations.
   */
  a: Float32Array[];
}
/**
 * Say what a run is to do next.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Train".
 */
export interface Train {
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * Its name; run: the one begun last.
   */
  run?: string;
  type?: "train";
  wish: "play" | "pause" | "example" | "batch" | "epoch";
}
/**
 * How the run stands, or stood after the step that is watched.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Trained".
 */
export interface Trained {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "trained";
  run: string;
  playing: boolean;
  finished: boolean;
  problem: string | null;
  /**
   * Of the network in this frame.
   */
  step: number;
  /**
   * The first that can be gone back to.
   */
  first_step: number;
  /**
   * How far the run has come.
   */
  last_step: number;
  epoch: number;
  epochs: number;
  /**
   * Examples of the running epoch learned from.
   */
  position: number;
  sizes: number[];
  activation: string;
  cost: string;
  optimizer: string;
  schedule: string;
  seed: number;
  learning_rate: number;
  batch_size: number;
  l2: number;
  /**
   * Steps a second at the most.
   */
  pace: number | null;
  cost_steps: Float32Array;
  /**
   * The mean costs of mini-batches around these steps.
   */
  costs: Float32Array;
  epoch_steps: Float32Array;
  epoch_costs: Float32Array;
  epoch_accuracies: Float32Array;
  /**
   * NaN where nothing was held out.
   */
  validation_costs: Float32Array;
  validation_accuracies: Float32Array;
  weights: Float32Array[];
  biases: Float32Array[];
  /**
   * What it says to each of the sample examples.
   */
  samples: Float32Array[];
}
/**
 * Turn knobs of a run, also while it goes; null leaves one as it is.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Turn".
 */
export interface Turn {
  learning_rate?: number | null;
  batch_size?: number | null;
  l2?: number | null;
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * Its name; run: the one begun last.
   */
  run?: string;
  type?: "turn";
}
/**
 * Show a run: as it goes, or as it was after a step.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Watch".
 */
export interface Watch {
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * Its name; run: the one begun last.
   */
  run?: string;
  type?: "watch";
  /**
   * After so many steps; null: now, and on from now.
   */
  step?: number | null;
}
/**
 * What a run learns from and is shown on; sent before its first ``trained``.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Watching".
 */
export interface Watching {
  /**
   * Of the command that it answers.
   */
  number?: number;
  type?: "watching";
  run: string;
  data: string;
  n_train: number;
  n_validation: number;
  classes: string[];
  image_shape: [number, number] | null;
  /**
   * The first test examples.
   */
  sample_inputs: Float32Array[];
  sample_labels: number[];
}
