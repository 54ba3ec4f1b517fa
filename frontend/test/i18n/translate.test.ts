import { expect, test } from "vitest";

const catalogues = import.meta.glob<{
  english: Record<string, string>;
  german: Record<string, string>;
}>("../../src/i18n/catalogue/*.ts", { eager: true });

test("no word stands in two catalogues; both languages have the same words with the same braces", () => {
  const seen = new Set<string>();
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const { english, german } of Object.values(catalogues)) {
    for (const [word, text] of Object.entries(english)) {
      expect(seen.has(word), word).toBe(false);
      seen.add(word);
      expect(holes(german[word] ?? ""), word).toEqual(holes(text));
    }
    expect(Object.keys(german)).toEqual(Object.keys(english));
  }
  expect(seen.size).toBeGreaterThan(80);
});
