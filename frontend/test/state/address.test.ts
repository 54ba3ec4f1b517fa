import { expect, test } from "vitest";
import {
  type AddressState,
  readAddress,
  readStrokes,
  snapToGrid,
  writeAddress,
  writeStrokes,
} from "../../src/state/address";

const drawn: AddressState = {
  model: "mine",
  step: null,
  label: 3,
  inputSource: {
    kind: "drawing",
    strokes: [
      [
        [snapToGrid(0), snapToGrid(1)],
        [snapToGrid(0.3337), snapToGrid(0.5)],
      ],
      [[snapToGrid(0.1), snapToGrid(0.2)]],
    ],
    fit: false,
  },
  selectedNeuron: { layer: 2, neuron: 5 },
  edits: [
    { kind: "bias", layer: 1, neuron: 3, source: null, value: -2.5 },
    { kind: "weight", layer: 1, neuron: 3, source: 203, value: 1e-7 },
    { kind: "scale", layer: 2, neuron: 0, source: null, value: 0 },
  ],
};

test.each<AddressState>([
  drawn,
  { ...drawn, inputSource: { kind: "example", set: "test", number: 17 } },
  {
    ...drawn,
    inputSource: { kind: "noise", seed: 4 },
    selectedNeuron: null,
    edits: [],
    model: "run",
    step: 0,
    label: null,
  },
])("an address rebuilds the view that it was written from", (state) => {
  const text = writeAddress(state).toString();
  expect(readAddress(new URLSearchParams(text))).toEqual(state);
});

test("what makes no sense in an address is passed over", () => {
  const query = new URLSearchParams(
    "neuron=x&draw=%00&edits=w1.2_3~s1_2~b1.2_NaN~b1.2_--1&test=-1",
  );
  expect(readAddress(query)).toEqual({
    model: "",
    step: null,
    label: null,
    inputSource: { kind: "drawing", strokes: [], fit: true },
    selectedNeuron: null,
    edits: [],
  });
});

test("a point that was on the grid comes back exactly, whatever it was", () => {
  for (let i = 0; i <= 1295; i++) {
    const strokes: [number, number][][] = [[[i / 1295, 1 - i / 1295]]];
    const grid = strokes.map((s) =>
      s.map(([x, y]): [number, number] => [snapToGrid(x), snapToGrid(y)]),
    );
    expect(readStrokes(writeStrokes(grid))).toEqual(grid);
  }
});
