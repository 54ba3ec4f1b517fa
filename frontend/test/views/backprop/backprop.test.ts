import { expect, test, vi } from "vitest";
import type { NetworkParameters } from "../../../src/api/messages";
import type { WishesRecord } from "../../../src/api/records/backprop";
import { fitPlane } from "../../../src/charts/fitPlane";
import { formatNudge, formatSignificant } from "../../../src/i18n/numbers";
import { lastIndexAtMost } from "../../../src/maths/search";
import { strongestIndices, strongestInIndexOrder } from "../../../src/maths/strongest";
import { connectionsOf } from "../../../src/views/backprop/connections";

import {
  receivingNeuronOf,
  type WalkStep,
  walkSteps,
  wishingNeuronOf,
} from "../../../src/views/backprop/walkSteps";

// The numbers are written in the language of the page.
vi.hoisted(() => {
  Object.assign(globalThis, { location: { search: "" }, localStorage: { getItem: () => null } });
});

const SIZES = [4, 3, 2];
const NETWORK = {
  sizes: SIZES,
  image_shape: [2, 2],
  weights: [
    Float32Array.from({ length: 12 }, (_, i) => i - 6),
    Float32Array.from([1, 2, 3, 4, 5, 6]),
  ],
} as unknown as NetworkParameters;
const RECORD = {
  label: 1,
  layers: [
    {
      layer: 0,
      a: [0, 0, 1, 1],
      wishes: [1, 1, -4, 1],
      contributions: [
        [1, 0, -2, 1],
        [0, 1, -1, 0],
        [0, 0, -1, 0],
      ],
    },
    {
      layer: 1,
      a: [0, 0, 0],
      wishes: [0.5, -3, 1],
      contributions: [
        [0.5, -1, 0],
        [0, -2, 1],
      ],
    },
    { layer: 2, a: [0, 0], wishes: [-1, null], contributions: null },
  ],
} as unknown as WishesRecord;

test("the walk has a step for each layer back to the input", () => {
  const kinds = (sizes: number[]) =>
    walkSteps(sizes).map((step) => (step.kind === "sum" ? step.layer : step.kind));
  expect(kinds([784, 16, 16, 10])).toEqual([
    "says",
    "outputs",
    "avenues",
    "one",
    2,
    1,
    0,
    "weights",
  ]);
  expect(kinds([2, 2])).toEqual(["says", "outputs", "avenues", "one", 0, "weights"]);
});

test("a neuron that is not there gives way to the right output, or the strongest wish", () => {
  expect(wishingNeuronOf(null, SIZES, 1)).toEqual({ layer: 2, neuron: 1 });
  expect(wishingNeuronOf({ layer: 1, neuron: 2 }, SIZES, 1)).toEqual({ layer: 1, neuron: 2 });
  expect(wishingNeuronOf({ layer: 0, neuron: 0 }, SIZES, 1)).toEqual({ layer: 2, neuron: 1 });
  expect(wishingNeuronOf({ layer: 1, neuron: 3 }, SIZES, 1)).toEqual({ layer: 2, neuron: 1 });
  expect(receivingNeuronOf(null, 1, RECORD)).toBe(1);
  expect(receivingNeuronOf({ layer: 1, neuron: 0 }, 1, RECORD)).toBe(0);
  expect(receivingNeuronOf({ layer: 2, neuron: 0 }, 1, RECORD)).toBe(1);
});

test("the strongest are those farthest from 0, infinity before all", () => {
  expect(strongestIndices([1, -3, 2], 2)).toEqual([1, 2]);
  expect(strongestIndices([1, null, -3], 2)).toEqual([1, 2]);
  expect(strongestInIndexOrder([1, -3, 2, 0], 2)).toEqual([1, 2]);
});

test("a step draws the connections that it is about", () => {
  const shown = (step: WalkStep, receiver = 0) =>
    connectionsOf({
      network: NETWORK,
      record: RECORD,
      avenues: null,
      nudges: null,
      step,
      asker: { layer: 2, neuron: 1 },
      receiver,
      avenue: "bias",
    });
  const one = shown({ kind: "one" });
  expect(one.map(({ layer, j, k, value }) => [layer, j, k, value])).toEqual([
    [2, 1, 0, 0],
    [2, 1, 2, 1],
    [2, 1, 1, -2],
  ]);
  expect(one.at(-1)?.share).toBe(1);
  const sum = shown({ kind: "sum", layer: 1 }, 1);
  expect(sum).toHaveLength(6);
  expect(sum.filter((path) => path.stands).map((path) => path.value)).toEqual([-1, -2]);
  expect(shown({ kind: "sum", layer: 0 }, 2).map((path) => path.value)).toEqual([-1, -1, -2]);
  expect(shown({ kind: "says" }).every((path) => path.layer === 2 && !path.stands)).toBe(true);
});

test("numbers bear their sign, and a power of ten where digits would say nothing", () => {
  expect([0.6807, -1.0819, -0.000266, 0].map((value) => formatNudge(value))).toEqual([
    "+0.6807",
    "−1.0819",
    "−2.66e−4",
    "+0.0000",
  ]);
  expect(formatNudge(null)).toBe("∞");
  expect([-0.08123, 12.345, 0, -0.0000123].map((value) => formatSignificant(value))).toEqual([
    "−0.0812",
    "+12.3",
    "0",
    "−1.23e−5",
  ]);
});

test("the average is looked at where it last was", () => {
  const counts = [1, 2, 5, 10];
  expect([0, 1, 3, 5, 9, 10, 11].map((n) => lastIndexAtMost(counts, n))).toEqual([
    0, 0, 1, 2, 2, 3, 3,
  ]);
});

test("both ways stand on their plane as far apart sideways as upright", () => {
  const place = fitPlane(
    [
      [0, 0],
      [10, 0],
      [0, 2],
    ],
    544,
    260,
    22,
  );
  const [[x0, y0], [x1], [, y2]] = [place([0, 0]), place([10, 0]), place([0, 2])];
  expect((x1 - x0) / 10).toBeCloseTo((y0 - y2) / 2);
  expect([x0, x1]).toEqual([22, 522]);
});
