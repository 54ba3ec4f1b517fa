import { expect, test } from "vitest";
import { GLOSSARY_TERMS } from "../../src/components/glossaryTerms";
import { english } from "../../src/i18n/catalogue/glossary";

const documents = import.meta.glob<string>("../../../docs/glossary.md", {
  eager: true,
  query: "?raw",
  import: "default",
});
const document = Object.values(documents)[0] as string;
const TEXTS: Record<string, string> = english;

/** The cell or the heading that opens with a term: "| weighted sum (pre-activation) |", "### Wish". */
function startsAnEntry(term: string): boolean {
  return new RegExp(`^(\\| |### )${term}( \\(| \\||[,;]|$)`, "im").test(document);
}

test.each(GLOSSARY_TERMS)("the document has the term $term", ({ term }) => {
  expect(startsAnEntry(TEXTS[term] as string), TEXTS[term]).toBe(true);
});

test("the dialog shows every term of its catalogue, with its meaning", () => {
  const shown = GLOSSARY_TERMS.flatMap(({ term, meaning }) => [term, meaning]);
  expect(["glossary", ...shown].sort()).toEqual(Object.keys(english).sort());
});

test("a term that the document lacks is noticed", () => {
  expect(startsAnEntry("slope")).toBe(false);
});
