import { expect, test } from "vitest";
import { project } from "../../src/charts/projection";

test("turning keeps the middle, and a whole turn changes nothing", () => {
  const middle = project(77, [0, 0, 0]);
  expect(middle.right).toBeCloseTo(0);
  expect(middle.down).toBeCloseTo(0);
  const [before, after] = [project(20, [0.3, 0.1, 0.5]), project(380, [0.3, 0.1, 0.5])];
  expect(after.right).toBeCloseTo(before.right);
  expect(after.down).toBeCloseTo(before.down);
});

test("what is higher is further up, and what is nearer is further down", () => {
  expect(project(0, [0, 0, 1]).down).toBeLessThan(project(0, [0, 0, 0]).down);
  const [front, back] = [project(0, [0, -0.5, 0]), project(0, [0, 0.5, 0])];
  expect(front.near).toBeGreaterThan(back.near);
  expect(front.down).toBeGreaterThan(back.down);
});
