/** Every word that the page says, in each language. English is complete; others may fall back. */
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

export type Word = keyof typeof english;

const german: Partial<Record<Word, string>> = {
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

const CATALOGUES: Record<Language, Partial<Record<Word, string>>> = { en: english, de: german };

function first(): Language {
  const said = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("lang");
  return said === "de" ? "de" : "en";
}

export const language = signal<Language>(first());

/** A word or sentence, with what stands in {braces} filled in. */
export function say(word: Word, values: Record<string, string | number> = {}): string {
  const text = CATALOGUES[language.value][word] ?? english[word];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

/** A moment, as the clock on the wall shows it; with its day where that is another one. */
export function clock(iso: string): string {
  const [then, now] = [new Date(iso), new Date()];
  const day = then.toDateString() === now.toDateString() ? undefined : "medium";
  return then.toLocaleString(language.value, { timeStyle: "medium", dateStyle: day });
}

/** A number as the field writes it: its sign always, a real minus, a fixed number of digits. */
export function signed(value: number, digits = 3): string {
  const text = Math.abs(value || 0).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? "−" : "+"}${text}`;
}

/** A number in so many digits that count, four if not said, with powers of ten where it is small. */
export function short(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return "∞";
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text =
    size < 0.001 || size >= 100_000
      ? size
          .toExponential(digits - 1)
          .replace(/e([+-])(\d+)$/, (_, sign: string, power: string) => {
            const raised = [...power].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
            return ` · 10${sign === "-" ? "⁻" : ""}${raised}`;
          })
      : String(Number(size.toPrecision(digits)));
  return value < 0 ? `−${text}` : text;
}
