/** All texts of the page in each language. English is complete; other languages fall back to it. */
import { signal } from "@preact/signals";
import * as more from "./catalogue/about";
import * as backprop from "./catalogue/backprop";
import * as calculus from "./catalogue/calculus";
import * as cost from "./catalogue/cost";
import * as origin from "./catalogue/explanation";
import * as descent from "./catalogue/gradientDescent";
import * as help from "./catalogue/help";
import * as inputs from "./catalogue/inputs";
import * as inside from "./catalogue/inspect";
import * as network from "./catalogue/network";
import * as page from "./catalogue/page";
import * as tour from "./catalogue/tour";
import * as learn from "./catalogue/train";

const english = {
  ...page.english,
  ...origin.english,
  ...inputs.english,
  ...network.english,
  ...learn.english,
  ...cost.english,
  ...descent.english,
  ...calculus.english,
  ...inside.english,
  ...more.english,
  ...tour.english,
  ...help.english,
  ...backprop.english,
};

export type TextKey = keyof typeof english;

const german: Partial<Record<TextKey, string>> = {
  ...page.german,
  ...origin.german,
  ...inputs.german,
  ...network.german,
  ...learn.german,
  ...cost.german,
  ...descent.german,
  ...calculus.german,
  ...inside.german,
  ...more.german,
  ...tour.german,
  ...help.german,
  ...backprop.german,
};

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Record<Language, Partial<Record<TextKey, string>>> = { en: english, de: german };

function initialLanguage(): Language {
  const requested =
    new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("lang");
  return requested === "de" ? "de" : "en";
}

export const language = signal<Language>(initialLanguage());

/** A word or sentence, with what stands in {braces} filled in. */
export function t(word: TextKey, values: Record<string, string | number> = {}): string {
  const text = CATALOGUES[language.value][word] ?? english[word];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}
