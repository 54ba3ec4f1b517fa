import { expect, test, vi } from "vitest";
import { language } from "../../src/i18n/language";
import {
  formatCompact,
  formatCount,
  formatDecimal,
  formatFixed,
  formatNudge,
  formatPercent,
  formatShortPercent,
  formatSigned,
  localiseTex,
} from "../../src/i18n/numbers";
import { t } from "../../src/i18n/translate";

vi.hoisted(() => {
  Object.assign(globalThis, { location: { search: "" }, localStorage: { getItem: () => null } });
});

const NUMBERS: [string, () => string, string, string][] = [
  ["a count", () => formatCount(13_002), "13,002", "13.002"],
  ["fixed digits", () => formatFixed(0.5, 2), "0.50", "0,50"],
  ["what was typed", () => formatDecimal(0.01), "0.01", "0,01"],
  ["no fraction", () => formatDecimal(1234), "1234", "1234"],
  ["a share", () => formatPercent(0.9612), "96.1%", "96,1\u00a0%"],
  ["no share", () => formatPercent(null), "–", "–"],
  ["a share on an axis", () => formatShortPercent(0.2), "20%", "20\u00a0%"],
  ["a sign", () => formatSigned(-1.5), "−1.500", "−1,500"],
  ["few digits", () => formatCompact(-2.34567), "−2.346", "−2,346"],
  ["a power of ten", () => formatCompact(0.000012345), "1.234 · 10⁻⁵", "1,234 · 10⁻⁵"],
  ["a nudge", () => formatNudge(-0.0813), "−0.0813", "−0,0813"],
  ["a nudge that is tiny", () => formatNudge(0.0000123), "+1.23e−5", "+1,23e−5"],
  ["in a sentence", () => t("confidentAbove", { edge: 0.5 }), "above 0.5", "über 0,5"],
  ["in a formula", () => localiseTex("w_{1,2} = 0.25"), "w_{1,2} = 0.25", "w_{1,2} = 0{,}25"],
];

test.each(NUMBERS)("%s is written as the language has it", (_, written, english, german) => {
  language.value = "en";
  expect(written()).toContain(english);
  language.value = "de";
  expect(written()).toContain(german);
});
