// Made from src/backlit/web/messages.py by `npm run messages`.

/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Command".
 */
export type Command = Look | Open;
/**
 * This interface was referenced by `Messages`'s JSON-Schema
 * via the `definition` "Frame".
 */
export type Frame = Hello | Seen | Opened | Failed;

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
   * A name of /api/models; empty: the one served first.
   */
  model?: string;
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
   * A name of /api/models; empty: the one served first.
   */
  model?: string;
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
  test_accuracy: number | null;
  /**
   * For each layer (n_out · n_in), a row per neuron.
   */
  weights: Float32Array[];
  biases: Float32Array[];
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
