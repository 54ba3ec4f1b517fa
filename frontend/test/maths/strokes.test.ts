import { expect, test } from "vitest";
import { eraseStrokes, extendStroke } from "../../src/maths/strokes";
import type { Stroke } from "../../src/state/address";

const LINE: Stroke = [
  [0, 0.5],
  [1, 0.5],
];

test("a stroke that the eraser crosses falls in two, cut at the circle", () => {
  const left = eraseStrokes([LINE], [0.5, 0.5], 0.1);
  expect(left.length).toBe(2);
  expect(left[0]?.[1]?.[0]).toBeCloseTo(0.4, 3);
  expect(left[1]?.[0]?.[0]).toBeCloseTo(0.6, 3);
});

test("what is not touched stays the very same, what is covered goes", () => {
  const dot: Stroke = [[0.5, 0.9]];
  expect(eraseStrokes([LINE, dot], [0.5, 0.1], 0.1)).toEqual([LINE, dot]);
  expect(eraseStrokes([LINE, dot], [0.5, 0.9], 0.1)).toEqual([LINE]);
  const short: Stroke = [
    [0.45, 0.5],
    [0.55, 0.5],
  ];
  expect(eraseStrokes([short], [0.5, 0.5], 0.1)).toEqual([]);
});

test("the end of a stroke is cut off", () => {
  const left = eraseStrokes([LINE], [1, 0.5], 0.1);
  expect(left.length).toBe(1);
  expect(left[0]?.at(-1)?.[0]).toBeCloseTo(0.9, 3);
});

test("nothing of what is left lies within the circle", () => {
  const spiral: Stroke = Array.from({ length: 200 }, (_, i) => [
    0.5 + (i / 500) * Math.cos(i / 6),
    0.5 + (i / 500) * Math.sin(i / 6),
  ]);
  const left = eraseStrokes([spiral], [0.6, 0.5], 0.08);
  expect(left.length).toBeGreaterThan(2);
  for (const [x, y] of left.flat()) expect(Math.hypot(x - 0.6, y - 0.5)).toBeGreaterThan(0.079);
});

test("a point that is too near says nothing new", () => {
  expect(extendStroke(LINE, [1, 0.501])).toBe(LINE);
  expect(extendStroke(LINE, [1, 0.6]).length).toBe(3);
});
