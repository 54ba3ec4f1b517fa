import { expect, test } from "vitest";
import { presentPath, VIEWS, viewOfPath } from "../../src/state/viewPaths";

test("every view opens by its path, and the bare address opens the network", () => {
  for (const view of VIEWS) {
    expect(viewOfPath(`/${view}`)).toBe(view);
    expect(presentPath(`/${view}`)).toBe(`/${view}`);
  }
  expect(viewOfPath("/")).toBe("network");
  expect(presentPath("/")).toBe("/");
});

test("links to the former paths of views still open them, under their present path", () => {
  expect(["/learn", "/descent", "/inside", "/more"].map(viewOfPath)).toEqual([
    "train",
    "gradient-descent",
    "inspect",
    "about",
  ]);
  expect(presentPath("/inside")).toBe("/inspect");
});
