/** The state of the backpropagation view, kept in the address. */
import type { NeuronPlace } from "../../state/address";
import { urlChoice, urlNumber, urlSignal } from "../../state/urlSignal";

const VIEW = "backprop";

export const activeTab = urlChoice(VIEW, "part", ["example", "table", "batches"]);

/** The step of the walk, from 0. */
export const walkStep = urlNumber(VIEW, "at", 0, [0, 1000], true);
/** The neuron whose avenues and wishes are shown; null for the correct output. */
export const wishingNeuron = urlNeuron("of");
/** The neuron for which all wishes are added up; null for the one with the strongest sum. */
export const receivingNeuron = urlNeuron("to");
export const AVENUES = ["bias", "weights", "inputs"] as const;
export type Avenue = (typeof AVENUES)[number];
export const selectedAvenue = urlChoice(VIEW, "avenue", AVENUES);

/** The table of nudges: its data set, its first example, and its layer (0 for all). */
export const tableSet = urlChoice(VIEW, "set", ["train", "test"]);
export const firstExample = urlNumber(VIEW, "from", 0, [0, 2 ** 31 - 1], true);
export const tableLayer = urlNumber(VIEW, "rows", 0, [0, 1000], true);
/** How many examples the running average covers. */
export const averageCount = urlNumber(VIEW, "n", 1, [1, 2 ** 31 - 1], true);

/** The comparison of full batch and mini-batches. */
export const fullBatchSize = urlNumber(VIEW, "all", 1000, [10, 2000], true);
export const miniBatchSize = urlNumber(VIEW, "batch", 10, [1, 2000], true);
export const learningRate = urlNumber(VIEW, "rate", 1.5, [0.001, 1000]);
export const batchSeed = urlNumber(VIEW, "draw-seed", 0, [0, 2 ** 31 - 1], true);
/** What both have in equal number. */
export const comparedBy = urlChoice(VIEW, "as-many", ["examples", "steps"]);
/** How many examples, or steps, of them has behind it; all of them when it is more. */
export const comparisonPosition = urlNumber(VIEW, "walked", 2 ** 31 - 1, [0, 2 ** 31 - 1], true);

function urlNeuron(name: string) {
  return urlSignal<NeuronPlace | null>(
    VIEW,
    name,
    null,
    (text) => {
      const match = /^(\d{1,4})\.(\d{1,6})$/.exec(text);
      return match ? { layer: Number(match[1]), neuron: Number(match[2]) } : null;
    },
    (place) => (place ? `${place.layer}.${place.neuron}` : ""),
  );
}
