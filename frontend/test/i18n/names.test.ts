import { expect, test } from "vitest";

test("classes are told apart by as few letters as it takes", async () => {
  // The words ask the page which language it speaks.
  Object.assign(globalThis, { location: { search: "" }, localStorage: { getItem: () => null } });
  const { shortestPrefixes } = await import("../../src/i18n/names");
  expect(shortestPrefixes(["0", "1", "10"])).toEqual(["0", "1", "10"]);
  expect(
    shortestPrefixes(["T-shirt/top", "Trouser", "Dress", "Sandal", "Shirt", "Sneaker"]),
  ).toEqual(["T-", "Tr", "D", "Sa", "Sh", "Sn"]);
});
