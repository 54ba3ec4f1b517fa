import { expect, test } from "vitest";
import { keptChoice, keptNumber, writeKept } from "../../src/state/urlSignal";

test("a view's own state is written only for that view, and only where it is not as usual", () => {
  const rate = keptNumber("descent", "rate", 0.1, [0, 10]);
  const way = keptChoice("descent", "way", ["scalar", "arrow"]);
  keptNumber("inside", "layer", 1, [1, 3], true).value = 2;
  const query = new URLSearchParams();
  writeKept("descent", query);
  expect(query.toString()).toBe("");
  rate.value = 0.5;
  way.value = "arrow";
  writeKept("descent", query);
  expect(query.toString()).toBe("rate=0.5&way=arrow");
});
