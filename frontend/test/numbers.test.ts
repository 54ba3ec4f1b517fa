import { beforeAll, expect, test } from "vitest";

type Words = typeof import("../src/words");
let words: Words;
let spokenTex: typeof import("../src/marks/Formula").spokenTex;
let nudges: typeof import("../src/views/backprop/numbers");

beforeAll(async () => {
  Object.assign(globalThis, { location: { search: "" }, localStorage: { getItem: () => null } });
  words = await import("../src/words");
  nudges = await import("../src/views/backprop/numbers");
  ({ spokenTex } = await import("../src/marks/Formula"));
});

const NUMBERS: [string, () => string, string, string][] = [
  ["a count", () => words.whole(13_002), "13,002", "13.002"],
  ["fixed digits", () => words.fixed(0.5, 2), "0.50", "0,50"],
  ["what was typed", () => words.decimal(0.01), "0.01", "0,01"],
  ["no fraction", () => words.decimal(1234), "1234", "1234"],
  ["a share", () => words.percent(0.9612), "96.1%", "96,1\u00a0%"],
  ["no share", () => words.percent(null), "–", "–"],
  ["a share on an axis", () => words.shortPercent(0.2), "20%", "20\u00a0%"],
  ["a sign", () => words.signed(-1.5), "−1.500", "−1,500"],
  ["few digits", () => words.short(-2.34567), "−2.346", "−2,346"],
  ["a power of ten", () => words.short(0.000012345), "1.234 · 10⁻⁵", "1,234 · 10⁻⁵"],
  ["a nudge", () => nudges.nudge(-0.0813), "−0.0813", "−0,0813"],
  ["a nudge that is tiny", () => nudges.nudge(0.0000123), "+1.23e−5", "+1,23e−5"],
  ["in a sentence", () => words.say("confidentAbove", { edge: 0.5 }), "above 0.5", "über 0,5"],
  ["in a formula", () => spokenTex("w_{1,2} = 0.25"), "w_{1,2} = 0.25", "w_{1,2} = 0{,}25"],
];

test.each(NUMBERS)("%s is written as the language has it", (_, written, english, german) => {
  words.language.value = "en";
  expect(written()).toContain(english);
  words.language.value = "de";
  expect(written()).toContain(german);
});
