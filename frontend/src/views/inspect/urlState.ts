/** The state of the inspect view, kept in the address. */
import { EMBEDDING_METHODS } from "../../api/choices";
import { urlChoice, urlNumber, urlSignal } from "../../state/urlSignal";

const VIEW = "inspect";

export const activeTab = urlChoice(VIEW, "part", [
  "weights",
  "excite",
  "edges",
  "noise",
  "confusion",
  "mistakes",
  "maps",
  "without",
]);

/** The hidden neuron that is shown. */
export const inspectedLayer = urlNumber(VIEW, "layer", 1, [1, 100], true);
export const inspectedNeuron = urlNumber(VIEW, "of", 0, [0, 100_000], true);
/** Whether all neurons of a layer are painted on the same scale. */
export const colourScale = urlChoice(VIEW, "scale", ["own", "same"]);
export const l2Penalty = urlNumber(VIEW, "pull", 0.1, [0, 1]);
export const smoothnessPenalty = urlNumber(VIEW, "smooth", 0.5, [0, 2]);
/** The seed of the noise. */
export const noiseSeed = urlNumber(VIEW, "seed", 0, [0, 1_000_000], true);
export const mistakeOrder = urlChoice(VIEW, "by", ["margin", "cost"]);
export const embeddingMethod = urlChoice(VIEW, "method", EMBEDDING_METHODS);
export const replacement = urlChoice(VIEW, "instead", ["zero", "mean"]);
/** The cell of the confusion matrix that is open: actual and predicted class. */
export const selectedCell = urlSignal<[number, number] | null>(
  VIEW,
  "cell",
  null,
  (text) => {
    const match = /^(\d{1,4})\.(\d{1,4})$/.exec(text);
    return match ? [Number(match[1]), Number(match[2])] : null;
  },
  (at) => at?.join(".") ?? "",
);
