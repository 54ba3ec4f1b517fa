/** All texts of the page in each language. English is complete; other languages fall back to it. */
import * as about from "./catalogue/about";
import * as backprop from "./catalogue/backprop";
import * as calculus from "./catalogue/calculus";
import * as cost from "./catalogue/cost";
import * as explanation from "./catalogue/explanation";
import * as glossary from "./catalogue/glossary";
import * as gradientDescent from "./catalogue/gradientDescent";
import * as help from "./catalogue/help";
import * as inputs from "./catalogue/inputs";
import * as inspect from "./catalogue/inspect";
import * as miniBatches from "./catalogue/miniBatches";
import * as network from "./catalogue/network";
import * as nudgeTable from "./catalogue/nudgeTable";
import * as page from "./catalogue/page";
import * as tour from "./catalogue/tour";
import * as train from "./catalogue/train";
import { type Language, language } from "./language";
import { formatDecimal } from "./numbers";

const english = {
  ...page.english,
  ...explanation.english,
  ...inputs.english,
  ...network.english,
  ...train.english,
  ...cost.english,
  ...gradientDescent.english,
  ...calculus.english,
  ...inspect.english,
  ...about.english,
  ...tour.english,
  ...help.english,
  ...glossary.english,
  ...backprop.english,
  ...nudgeTable.english,
  ...miniBatches.english,
};

export type TextKey = keyof typeof english;

const german: Partial<Record<TextKey, string>> = {
  ...page.german,
  ...explanation.german,
  ...inputs.german,
  ...network.german,
  ...train.german,
  ...cost.german,
  ...gradientDescent.german,
  ...calculus.german,
  ...inspect.german,
  ...about.german,
  ...tour.german,
  ...help.german,
  ...glossary.german,
  ...backprop.german,
  ...nudgeTable.german,
  ...miniBatches.german,
};

const CATALOGUES: Record<Language, Partial<Record<TextKey, string>>> = { en: english, de: german };

/** A word or sentence, with what stands in {braces} filled in. */
export function t(word: TextKey, values: Record<string, string | number> = {}): string {
  const text = CATALOGUES[language.value][word] ?? english[word];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? `{${name}}`;
    return typeof value === "number" ? formatDecimal(value) : value;
  });
}
