import { expect, test } from "vitest";
import { contourLevels, isolines } from "../../src/charts/isolines";

const SIZE = 21;
const BOWL = Array.from({ length: SIZE }, (_, row) =>
  Array.from({ length: SIZE }, (_, column) => (row - 10) ** 2 + (column - 10) ** 2),
);

test("the lines of a bowl are circles", () => {
  const lines = isolines(BOWL, 36);
  const segments = lines.flatMap((line) =>
    line.slice(1).map((to, i) => [...(line[i] as [number, number]), ...to] as const),
  );
  expect(lines).toHaveLength(1);
  expect(segments.length).toBeGreaterThan(30);
  for (const [x1, y1, x2, y2] of segments) {
    expect(Math.hypot(x1 - 10, y1 - 10)).toBeCloseTo(6, 0);
    expect(Math.hypot(x2 - 10, y2 - 10)).toBeCloseTo(6, 0);
    expect(Math.hypot(x2 - x1, y2 - y1)).toBeLessThan(1.5);
  }
});

test("a line that leaves the grid ends at its edge and does not run along it", () => {
  const lines = isolines(BOWL, 150);
  expect(lines).toHaveLength(4);
  for (const [x, y] of lines.flat()) {
    expect(Math.hypot(x - 10, y - 10)).toBeCloseTo(Math.sqrt(150), 0);
  }
  for (const line of lines) {
    for (const [x, y] of [line[0], line.at(-1)] as [number, number][]) {
      expect([x, y].some((at) => at === 0 || at === SIZE - 1)).toBe(true);
    }
  }
});

test("there is no line where the heights do not go", () => {
  expect(isolines(BOWL, -1)).toEqual([]);
  expect(isolines(BOWL, 1e6)).toEqual([]);
});

test("levels lie within, closer together below", () => {
  const found = contourLevels(BOWL, 8);
  expect(Math.min(...found)).toBeGreaterThan(0);
  expect(Math.max(...found)).toBeLessThan(200);
  const gaps = found.slice(1).map((level, i) => level - (found[i] as number));
  expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
});
