import { expect, test } from "vitest";
import { contour, levels } from "../../src/charts/isolines";

const SIZE = 21;
const BOWL = Array.from({ length: SIZE }, (_, row) =>
  Array.from({ length: SIZE }, (_, column) => (row - 10) ** 2 + (column - 10) ** 2),
);

test("the lines of a bowl are circles", () => {
  const segments = contour(BOWL, 36);
  expect(segments.length).toBeGreaterThan(30);
  for (const [x1, y1, x2, y2] of segments) {
    expect(Math.hypot(x1 - 10, y1 - 10)).toBeCloseTo(6, 0);
    expect(Math.hypot(x2 - 10, y2 - 10)).toBeCloseTo(6, 0);
    expect(Math.hypot(x2 - x1, y2 - y1)).toBeLessThan(1.5);
  }
});

test("there is no line where the heights do not go", () => {
  expect(contour(BOWL, -1)).toEqual([]);
  expect(contour(BOWL, 1e6)).toEqual([]);
});

test("levels lie within, closer together below", () => {
  const found = levels(BOWL, 8);
  expect(Math.min(...found)).toBeGreaterThan(0);
  expect(Math.max(...found)).toBeLessThan(200);
  const gaps = found.slice(1).map((level, i) => level - (found[i] as number));
  expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
});
