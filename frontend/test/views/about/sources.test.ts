import { expect, test } from "vitest";
import { SOURCES } from "../../../src/views/about/sources";

const documents = import.meta.glob<string>("../../../../docs/learn-more.md", {
  eager: true,
  query: "?raw",
  import: "default",
});

test("the page leads to the same places as the document", () => {
  const text = Object.values(documents)[0] as string;
  const there = new Set([...text.matchAll(/<(https?:[^>]+)>/g)].map((found) => found[1]));
  const here = new Set(SOURCES.flatMap(({ sources }) => sources.map((each) => each.link)));
  here.delete(undefined);
  expect([...here].sort()).toEqual([...there].sort());
});
