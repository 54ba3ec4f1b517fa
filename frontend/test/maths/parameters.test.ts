import { expect, test } from "vitest";
import { parameterAt, parameterOffsets } from "../../src/maths/parameters";

const NETWORK = { sizes: [784, 16, 16, 10] };

test("the flat vector begins and ends where the library's does", () => {
  expect(parameterOffsets(NETWORK)).toEqual({ starts: [0, 12560, 12832], total: 13002 });
  expect(parameterAt(NETWORK, 0)).toEqual({ layer: 1, neuron: 0, source: 0 });
  expect(parameterAt(NETWORK, 12615)).toEqual({ layer: 2, neuron: 3, source: 7 });
  expect(parameterAt(NETWORK, 12544)).toEqual({ layer: 1, neuron: 0, source: null });
  expect(parameterAt(NETWORK, 13001)).toEqual({ layer: 3, neuron: 9, source: null });
});
