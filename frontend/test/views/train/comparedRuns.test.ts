import { expect, test } from "vitest";
import {
  axisLimits,
  lineStyle,
  MAX_COMPARED,
  runsToDraw,
} from "../../../src/views/train/comparedRuns";

test("the run in view comes first, and none that is gone", () => {
  expect(runsToDraw("run-2", ["run-3", "run-2", "run-9"], ["run-1", "run-2", "run-3"])).toEqual([
    "run-2",
    "run-3",
  ]);
});

test("every line has a stroke of its own", () => {
  const strokes = Array.from({ length: MAX_COMPARED + 1 }, (_, place) => lineStyle(place));
  expect(new Set(strokes.map((each) => JSON.stringify(each))).size).toBe(MAX_COMPARED + 1);
});

test("axes show what was learned, not the ignorance before it", () => {
  const { highestCost, lowestAccuracy } = axisLimits(
    [
      [2.6, 0.2, 0.1],
      [2.6, 0.4],
    ],
    [[0.1, 0.93, 0.95], [0.1]],
  );
  expect(highestCost).toBeCloseTo(0.46);
  expect(lowestAccuracy).toBe(0.9);
  expect(axisLimits([[2.6]], [[0.1]])).toEqual({ highestCost: undefined, lowestAccuracy: 0 });
});
