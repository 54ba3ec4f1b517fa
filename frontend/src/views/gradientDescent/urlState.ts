/** What the descent view knows for itself; all of it stands in the address. */
import { kept, keptChoice, keptNumber } from "../../state/urlSignal";

const VIEW = "descent";

export const part = keptChoice(VIEW, "part", ["curve", "surface", "plane", "gradient", "step"]);

export const CURVES = [
  "waves",
  "bowl",
  "two-valleys",
  "plateau",
  "ravine",
  "step",
  "shallow-and-deep",
] as const;
export const curve = keptChoice(VIEW, "curve", CURVES);
export const start = keptNumber(VIEW, "start", 3.4, [-6, 6]);
export const rate = keptNumber(VIEW, "rate", 0.1, [0.001, 10]);

export const x = keptNumber(VIEW, "x", 1, [-2, 2]);
export const y = keptNumber(VIEW, "y", 1, [-2, 2]);
export const surfaceRate = keptNumber(VIEW, "eta", 0.1, [0.001, 1]);

export const directions = keptChoice(VIEW, "plane", ["path", "random"]);
export const span = keptNumber(VIEW, "span", 1, [0.1, 4]);
export const seed = keptNumber(VIEW, "seed", 0, [0, 1_000_000], true);
/** How the surface is turned, in degrees. */
export const turned = keptNumber(VIEW, "turned", 35, [-360, 360]);

export const over = keptChoice(VIEW, "over", ["train", "test", "input"]);
export const examples = keptNumber(VIEW, "n", 100, [1, 2000], true);
/** 0 for all layers. */
export const layer = keptNumber(VIEW, "layer", 0, [0, 100], true);
export const order = keptChoice(VIEW, "order", ["size", "place"]);
/** Two that are compared: places in the flat vector, −1 for none. */
export const one = keptNumber(VIEW, "one", -1, [-1, 1e9], true);
export const other = keptNumber(VIEW, "other", -1, [-1, 1e9], true);

export const byHand = keptNumber(VIEW, "by", 1, [0.01, 20]);
export const taken = kept<number[]>(
  VIEW,
  "taken",
  [],
  (text) => {
    const all = text.split("~").map(Number);
    return all.length <= 60 && all.every((each) => each > 0 && each <= 100) ? all : null;
  },
  (all) => all.join("~"),
);
