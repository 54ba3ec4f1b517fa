import { expect, test } from "vitest";
import { urlChoice, urlNumber, writeUrlSignals } from "../../src/state/urlSignal";

test("a view's own state is written only for that view, and only where it is not as usual", () => {
  const rate = urlNumber("gradient-descent", "rate", 0.1, [0, 10]);
  const way = urlChoice("gradient-descent", "way", ["scalar", "arrow"]);
  urlNumber("inspect", "layer", 1, [1, 3], true).value = 2;
  const query = new URLSearchParams();
  writeUrlSignals("gradient-descent", query);
  expect(query.toString()).toBe("");
  rate.value = 0.5;
  way.value = "arrow";
  writeUrlSignals("gradient-descent", query);
  expect(query.toString()).toBe("rate=0.5&way=arrow");
});
