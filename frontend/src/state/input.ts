/** What the network is shown, what it answers, and which of its neurons is open. */
import { computed, signal } from "@preact/signals";
import type {
  Activations,
  DrawingInput,
  ExampleInput,
  NoiseInput,
  RawInput,
} from "../api/messages";
import type { InputSource, NeuronPlace } from "./address";
import { initialAddress } from "./initialAddress";

export const inputSource = signal<InputSource>(initialAddress.inputSource);
/** The correct label of a drawing; null while nobody has chosen one. */
export const label = signal(initialAddress.label);
export const selectedNeuron = signal<NeuronPlace | null>(initialAddress.selectedNeuron);
/** What every neuron answers to the input; null while there is no input. */
export const activations = signal<Activations | null>(null);

/** Whether the drawing canvas is still empty. */
export const isInputEmpty = computed(
  () => inputSource.value.kind === "drawing" && inputSource.value.strokes.length === 0,
);

export type Input = DrawingInput | ExampleInput | RawInput | NoiseInput;

/** The input as requests carry it. */
export const input = computed<Input>(() => {
  const source = inputSource.value;
  if (source.kind === "drawing") {
    return { kind: "drawing", strokes: source.strokes, fit: source.fit };
  }
  if (source.kind === "noise") return { kind: "noise", seed: source.seed };
  return { kind: "example", set: source.set, number: source.number };
});
