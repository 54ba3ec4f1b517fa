// Made from src/backlit/web/socket/messages.py by `npm run messages`.

/**
 * elsewhere: another server has it open.
 */
export type RunPhase = "training" | "waiting" | "paused" | "finished" | "failed" | "elsewhere";
/**
 * What a run is doing.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RunPhase".
 */
export type RunPhase1 = "training" | "waiting" | "paused" | "finished" | "failed" | "elsewhere";
/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Command".
 */
export type Command = Predict | GetNetwork | Subscribe | Control | SetHyperparameters | SetSpeed | Restart;
/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Frame".
 */
export type Frame = Hello | RunList | Activations | NetworkParameters | RunSetup | RunState | Failed;

export interface Messages {}
/**
 * The activations of every layer for the input of a ``predict``.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Activations".
 */
export interface Activations {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "activations";
  model: string;
  label: number | null;
  inputs: Float32Array;
  /**
   * For each layer: weighted sum plus bias.
   */
  z: Float32Array[];
  /**
   * For each layer: activations.
   */
  a: Float32Array[];
}
/**
 * Start an action of a run, in place of the current one.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Control".
 */
export interface Control {
  /**
   * Returned if the command fails.
   */
  request_id?: number;
  /**
   * The name of the run; run: the newest.
   */
  run?: string;
  type?: "control";
  action: "play" | "pause" | "example" | "batch" | "epoch";
}
/**
 * A drawing: the strokes of a pen.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "DrawingInput".
 */
export interface DrawingInput {
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
   * Fit and centre it as MNIST does.
   */
  fit?: boolean;
}
/**
 * An edit of one parameter or neuron: see ``backlit.analyse.edits``.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "EditRequest".
 */
export interface EditRequest {
  kind: "scale" | "weight" | "bias";
  layer: number;
  neuron: number;
  source?: number | null;
  value: number;
}
/**
 * An example of the data that the model was trained on.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "ExampleInput".
 */
export interface ExampleInput {
  kind?: "example";
  set?: "test" | "train";
  number?: number;
}
/**
 * The reason why a command failed.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Failed".
 */
export interface Failed {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "failed";
  command: string;
  error: string;
  hint: string | null;
}
/**
 * Send the layers, weights and biases of a network.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "GetNetwork".
 */
export interface GetNetwork {
  /**
   * A name of /api/models or /api/runs; empty: the default model; run: the newest run.
   */
  model?: string;
  /**
   * Of a run: the step; null: the newest.
   */
  step?: number | null;
  /**
   * @maxItems 20000
   */
  edits?: EditRequest[];
  type?: "get_network";
  /**
   * Returned with the answer.
   */
  request_id?: number;
}
/**
 * The first frame: the version and the start of the server, and the models.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Hello".
 */
export interface Hello {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "hello";
  version: string;
  /**
   * Random; different at each start of the server.
   */
  start: string;
  /**
   * Time of the start, as ISO 8601 in UTC.
   */
  started: string;
  models: string[];
}
/**
 * A network's layers, weights and biases.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "NetworkParameters".
 */
export interface NetworkParameters {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "network";
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
 * Uniform random numbers in 0–1; the same seed gives the same numbers.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "NoiseInput".
 */
export interface NoiseInput {
  kind?: "noise";
  seed?: number;
}
/**
 * Compute every layer for an input; of several waiting commands, the newest is answered.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Predict".
 */
export interface Predict {
  /**
   * A name of /api/models or /api/runs; empty: the default model; run: the newest run.
   */
  model?: string;
  /**
   * Of a run: the step; null: the newest.
   */
  step?: number | null;
  /**
   * @maxItems 20000
   */
  edits?: EditRequest[];
  input?: DrawingInput | ExampleInput | RawInput | NoiseInput;
  type?: "predict";
  /**
   * Returned with the answer.
   */
  request_id?: number;
}
/**
 * The numbers of the input.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RawInput".
 */
export interface RawInput {
  kind?: "numbers";
  /**
   * @maxItems 100000
   */
  numbers: number[];
}
/**
 * Restart a run: from the same initial parameters, or with other settings.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Restart".
 */
export interface Restart {
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
   * Returned if the command fails.
   */
  request_id?: number;
  /**
   * The name of the run; run: the newest.
   */
  run?: string;
  type?: "restart";
}
/**
 * All runs and their progress; sent to every client whenever that changes.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RunList".
 */
export interface RunList {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "runs";
  /**
   * The oldest first.
   */
  runs: RunSummary[];
  /**
   * The run that the page shows by default.
   */
  first: string;
  /**
   * How many runs train at a time; the others queue.
   */
  cores: number;
  /**
   * What is wrong with the workspace.
   */
  problems: string[];
  models: string[];
}
/**
 * A run's settings and progress.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RunSummary".
 */
export interface RunSummary {
  name: string;
  state: RunPhase;
  /**
   * Position in the queue, from 1, while it waits.
   */
  queue: number | null;
  sizes: number[];
  activation: string;
  cost_name: string;
  optimizer: string;
  schedule: string;
  /**
   * At the start of the run.
   */
  learning_rate: number;
  /**
   * At the start of the run.
   */
  batch_size: number;
  seed: number;
  /**
   * Finished epochs.
   */
  epoch: number;
  epochs: number;
  step: number;
  /**
   * The latest, on the validation examples.
   */
  cost: number | null;
  /**
   * The latest, on the validation examples, 0–1.
   */
  accuracy: number | null;
  /**
   * Accuracies after some dozens of the epochs.
   */
  curve: number[];
  /**
   * The run that it was branched off from.
   */
  parent: string | null;
  parent_step: number | null;
  /**
   * The name of the model that it was last saved as.
   */
  model: string | null;
  problem: string | null;
  created: string;
  /**
   * When its files were last written.
   */
  saved: string;
}
/**
 * The data of a run, and the test examples shown; sent before its first ``run_state``.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RunSetup".
 */
export interface RunSetup {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "run_setup";
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
/**
 * The state of the subscribed run, now or after the subscribed step.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "RunState".
 */
export interface RunState {
  /**
   * Of the command that this answers.
   */
  request_id?: number;
  type?: "run_state";
  run: string;
  playing: boolean;
  finished: boolean;
  problem: string | null;
  /**
   * Of the network in this frame.
   */
  step: number;
  /**
   * The earliest that can be restored.
   */
  first_step: number;
  /**
   * The newest step.
   */
  last_step: number;
  epoch: number;
  epochs: number;
  /**
   * Examples of the current epoch trained on.
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
   * Limit in steps per second.
   */
  speed: number | null;
  cost_steps: Float32Array;
  /**
   * Mean costs of the mini-batches around these steps.
   */
  costs: Float32Array;
  epoch_steps: Float32Array;
  epoch_costs: Float32Array;
  epoch_accuracies: Float32Array;
  /**
   * NaN without validation examples.
   */
  validation_costs: Float32Array;
  validation_accuracies: Float32Array;
  weights: Float32Array[];
  biases: Float32Array[];
  /**
   * The outputs for each sample example.
   */
  samples: Float32Array[];
}
/**
 * Change hyperparameters of a run, also during training; null leaves one unchanged.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "SetHyperparameters".
 */
export interface SetHyperparameters {
  learning_rate?: number | null;
  batch_size?: number | null;
  l2?: number | null;
  /**
   * Returned if the command fails.
   */
  request_id?: number;
  /**
   * The name of the run; run: the newest.
   */
  run?: string;
  type?: "set_hyperparameters";
}
/**
 * Limit the speed of a run.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "SetSpeed".
 */
export interface SetSpeed {
  /**
   * Returned if the command fails.
   */
  request_id?: number;
  /**
   * The name of the run; run: the newest.
   */
  run?: string;
  type?: "set_speed";
  /**
   * null: no limit.
   */
  steps_per_second?: number | null;
}
/**
 * Send the state of a run whenever it changes, or its state after a step.
 *
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Subscribe".
 */
export interface Subscribe {
  /**
   * Returned if the command fails.
   */
  request_id?: number;
  /**
   * The name of the run; run: the newest.
   */
  run?: string;
  type?: "subscribe";
  /**
   * The step; null: always the newest.
   */
  step?: number | null;
}
