// Made from src/backlit/web/messages.py by `npm run messages`.

/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Command".
 */
export type Command = Look | Open | Watch | Train | Turn | Pace | Begin;
/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Frame".
 */
export type Frame = Hello | Seen | Opened | Watching | Trained | Failed;

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
 * Begin the run anew: with the same settings from the same start, or with others.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Begin".
 */
export interface Begin {
  type?: "begin";
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * Neurons of each hidden layer.
   */
  hidden?: number[] | null;
  activation?: string | null;
  cost?: string | null;
  optimizer?: string | null;
  schedule?: string | null;
  learning_rate?: number | null;
  batch_size?: number | null;
  epochs?: number | null;
  l2?: number | null;
  seed?: number | null;
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
 * The first frame: who serves, and the models there are.
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
   * A name of /api/models; empty: the one served first; run: the run.
   */
  model?: string;
  /**
   * Of the run: after so many steps; null: now.
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
   * A name of /api/models; empty: the one served first; run: the run.
   */
  model?: string;
  /**
   * Of the run: after so many steps; null: now.
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
 * Have the run go on at a pace to be watched.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Pace".
 */
export interface Pace {
  type?: "pace";
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * null: as fast as can be.
   */
  steps_per_second?: number | null;
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
 * Say what the run is to do next.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Train".
 */
export interface Train {
  type?: "train";
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
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
  playing: boolean;
  finished: boolean;
  problem: string | null;
  /**
   * Of the network in this frame.
   */
  step: number;
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
 * Turn knobs of the run, also while it goes; null leaves one as it is.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Turn".
 */
export interface Turn {
  type?: "turn";
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  learning_rate?: number | null;
  batch_size?: number | null;
  l2?: number | null;
}
/**
 * Show the run: as it goes, or as it was after a step.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Watch".
 */
export interface Watch {
  type?: "watch";
  /**
   * Handed back when it cannot be done.
   */
  number?: number;
  /**
   * After so many steps; null: now, and on from now.
   */
  step?: number | null;
}
/**
 * What the run learns from and is shown on; sent once, before the first ``trained``.
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
