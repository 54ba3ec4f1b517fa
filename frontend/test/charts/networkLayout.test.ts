import { expect, test } from "vitest";
import { layoutOf } from "../../src/charts/networkLayout";

const SIZES = [784, 16, 16, 10];

test.each([
  [760, 720],
  [520, 560],
  [366, 420],
])("every neuron has its place within %i × %i, and none covers another", (width, height) => {
  const layout = layoutOf(SIZES, [28, 28], width, height);
  expect(layout.places.map((each) => each.length / 2)).toEqual(SIZES);
  layout.places.forEach((places, layer) => {
    const radius = layout.radii[layer] as number;
    for (let i = 0; i < places.length / 2; i++) {
      const [x, y] = [places[2 * i] as number, places[2 * i + 1] as number];
      expect(x - radius).toBeGreaterThanOrEqual(0);
      expect(x + radius).toBeLessThanOrEqual(width);
      expect(y - radius).toBeGreaterThanOrEqual(0);
      expect(y + radius).toBeLessThanOrEqual(height);
      if (layer > 0 && i > 0) {
        expect(y - (places[2 * i - 1] as number)).toBeGreaterThan(2 * radius);
      }
    }
  });
});

test("a network that reads no picture has a column for its input", () => {
  const layout = layoutOf([2, 8, 2], null, 600, 500);
  expect(layout.picture).toBeNull();
  expect(layout.places.map((each) => each[0])).toEqual(
    [...layout.places.map((each) => each[0])].sort((a, b) => (a as number) - (b as number)),
  );
  expect(layout.radii.every((radius) => radius > 0)).toBe(true);
});
