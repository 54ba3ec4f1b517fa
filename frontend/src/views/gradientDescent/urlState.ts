/** The state of the gradient descent view, kept in the address. */
import { CURVES } from "../../api/choices";
import { urlChoice, urlNumber, urlSignal } from "../../state/urlSignal";

const VIEW = "gradient-descent";

export const activeTab = urlChoice(VIEW, "part", ["curve", "surface", "plane", "gradient", "step"]);

export const curveName = urlChoice(VIEW, "curve", CURVES);
export const curveStart = urlNumber(VIEW, "start", 3.4, [-6, 6]);
export const curveLearningRate = urlNumber(VIEW, "rate", 0.1, [0.001, 10]);

export const surfaceX = urlNumber(VIEW, "x", 1, [-2, 2]);
export const surfaceY = urlNumber(VIEW, "y", 1, [-2, 2]);
export const surfaceLearningRate = urlNumber(VIEW, "eta", 0.1, [0.001, 1]);

export const planeDirections = urlChoice(VIEW, "plane", ["path", "random"]);
export const planeSpan = urlNumber(VIEW, "span", 1, [0.1, 4]);
export const planeSeed = urlNumber(VIEW, "seed", 0, [0, 1_000_000], true);
/** The rotation of the surface, in degrees. */
export const surfaceRotation = urlNumber(VIEW, "turned", 35, [-360, 360]);

export const exampleSet = urlChoice(VIEW, "over", ["train", "test", "input"]);
export const exampleCount = urlNumber(VIEW, "n", 100, [1, 2000], true);
/** 0 for all layers. */
export const shownLayer = urlNumber(VIEW, "layer", 0, [0, 100], true);
export const componentOrder = urlChoice(VIEW, "order", ["size", "place"]);
/** The two components that are compared: indices into the flat vector, −1 for none. */
export const firstCompared = urlNumber(VIEW, "one", -1, [-1, 1e9], true);
export const secondCompared = urlNumber(VIEW, "other", -1, [-1, 1e9], true);

export const stepLearningRate = urlNumber(VIEW, "by", 1, [0.01, 20]);
export const stepsTaken = urlSignal<number[]>(
  VIEW,
  "taken",
  [],
  (text) => {
    const all = text.split("~").map(Number);
    return all.length <= 60 && all.every((each) => each > 0 && each <= 100) ? all : null;
  },
  (all) => all.join("~"),
);
