/** What the inside view knows for itself; all of it stands in the address. */
import { kept, keptChoice, keptNumber } from "../../state/urlSignal";

const VIEW = "inside";

export const part = keptChoice(VIEW, "part", [
  "weights",
  "excite",
  "edges",
  "noise",
  "confusion",
  "mistakes",
  "maps",
  "without",
]);

/** The hidden neuron that is looked at. */
export const layer = keptNumber(VIEW, "layer", 1, [1, 100], true);
export const neuron = keptNumber(VIEW, "of", 0, [0, 100_000], true);
/** Whether all neurons of a layer are painted on the same scale. */
export const scale = keptChoice(VIEW, "scale", ["own", "same"]);
export const pull = keptNumber(VIEW, "pull", 0.1, [0, 1]);
export const smoothness = keptNumber(VIEW, "smooth", 0.5, [0, 2]);
/** What noise is drawn from. */
export const seed = keptNumber(VIEW, "seed", 0, [0, 1_000_000], true);
export const by = keptChoice(VIEW, "by", ["margin", "cost"]);
export const method = keptChoice(VIEW, "method", ["pca", "tsne", "umap"]);
export const replacement = keptChoice(VIEW, "instead", ["zero", "mean"]);
/** A cell of the matrix that is open: what they are, and what was said. */
export const cell = kept<[number, number] | null>(
  VIEW,
  "cell",
  null,
  (text) => {
    const found = /^(\d{1,4})\.(\d{1,4})$/.exec(text);
    return found ? [Number(found[1]), Number(found[2])] : null;
  },
  (at) => at?.join(".") ?? "",
);
