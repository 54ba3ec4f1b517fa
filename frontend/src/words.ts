/** Every word that the page says, in each language. English is complete; others may fall back. */
import { signal } from "@preact/signals";
import * as backprop from "./words/backprop";
import * as calculus from "./words/calculus";
import * as cost from "./words/cost";
import * as descent from "./words/descent";
import * as help from "./words/help";
import * as inputs from "./words/inputs";
import * as inside from "./words/inside";
import * as learn from "./words/learn";
import * as more from "./words/more";
import * as network from "./words/network";
import * as origin from "./words/origin";
import * as page from "./words/page";
import * as tour from "./words/tour";

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
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? `{${name}}`;
    return typeof value === "number" ? decimal(value) : value;
  });
}

/** A moment, as the clock on the wall shows it; with its day where that is another one. */
export function clock(iso: string): string {
  const [then, now] = [new Date(iso), new Date()];
  const day = then.toDateString() === now.toDateString() ? undefined : "medium";
  return then.toLocaleString(language.value, { timeStyle: "medium", dateStyle: day });
}

/** A number, or its text as a machine writes it ("0.5"), with the decimal mark of the page's language. */
export function decimal(value: number | string): string {
  const parts = new Intl.NumberFormat(language.value).formatToParts(0.5);
  return String(value).replace(".", parts.find(({ type }) => type === "decimal")?.value ?? ".");
}

/** A number with a fixed count of digits after the decimal mark. */
export function fixed(value: number, digits: number): string {
  return decimal(value.toFixed(digits));
}

/** A count, its digits in groups of three: 13,002 or 13.002. */
export function whole(count: number): string {
  return count.toLocaleString(language.value);
}

/** A share in per cent; a dash where there is none. German has a space before the sign. */
export function percent(share: number | null, digits = 1): string {
  return share === null ? "–" : perCent(fixed(100 * share, digits));
}

/** A share in per cent without zeros at the end, as an axis has it. */
export function shortPercent(share: number): string {
  return perCent(decimal(Number((100 * share).toFixed(1))));
}

function perCent(text: string): string {
  return language.value === "de" ? `${text}\u00a0%` : `${text}%`;
}

/** A number as the field writes it: its sign always, a real minus, a fixed number of digits. */
export function signed(value: number, digits = 3): string {
  const text = Math.abs(value || 0).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? "−" : "+"}${decimal(text)}`;
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
  return `${value < 0 ? "−" : ""}${decimal(text)}`;
}
