import { expect, test } from "vitest";
import { placeOf, sizesOf } from "../../src/maths/parameters";

const NETWORK = { sizes: [784, 16, 16, 10] };

test("the flat vector begins and ends where the library's does", () => {
  expect(sizesOf(NETWORK)).toEqual({ starts: [0, 12560, 12832], total: 13002 });
  expect(placeOf(NETWORK, 0)).toEqual({ layer: 1, neuron: 0, source: 0 });
  expect(placeOf(NETWORK, 12615)).toEqual({ layer: 2, neuron: 3, source: 7 });
  expect(placeOf(NETWORK, 12544)).toEqual({ layer: 1, neuron: 0, source: null });
  expect(placeOf(NETWORK, 13001)).toEqual({ layer: 3, neuron: 9, source: null });
});
