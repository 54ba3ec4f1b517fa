/** How numbers are written in the language of the page. */
import { language } from "./language";

/** A number, or its text as a machine writes it ("0.5"), with the decimal mark of the language. */
export function formatDecimal(value: number | string): string {
  const parts = new Intl.NumberFormat(language.value).formatToParts(0.5);
  return String(value).replace(".", parts.find(({ type }) => type === "decimal")?.value ?? ".");
}

/** A number with a fixed number of digits after the decimal mark. */
export function formatFixed(value: number, digits: number): string {
  return formatDecimal(value.toFixed(digits));
}

/** A count, its digits in groups of three: 13,002 or 13.002. */
export function formatCount(count: number): string {
  return count.toLocaleString(language.value);
}

/** A share in per cent; a dash where there is none. German has a space before the sign. */
export function formatPercent(share: number | null, digits = 1): string {
  return share === null ? "–" : withPercentSign(formatFixed(100 * share, digits));
}

/** A share in per cent without zeros at the end, for an axis. */
export function formatShortPercent(share: number): string {
  return withPercentSign(formatDecimal(Number((100 * share).toFixed(1))));
}

/** A number as the field writes it: its sign always, a real minus, a fixed number of digits. */
export function formatSigned(value: number, digits = 3): string {
  const text = Math.abs(value || 0).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? "−" : "+"}${formatDecimal(text)}`;
}

/** A number with this many significant digits, as a power of ten where it is very small or large. */
export function formatCompact(value: number | null, digits = 4): string {
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
  return `${value < 0 ? "−" : ""}${formatDecimal(text)}`;
}

/** As the command line writes them: fixed digits, a power of ten where these would say nothing. */
export function formatNudge(value: number | null, digits = 4): string {
  if (value === null) return "∞";
  const small = value !== 0 && Math.abs(value) < 10 ** (1 - digits);
  const text = small
    ? Math.abs(value).toExponential(Math.max(digits - 2, 1))
    : Math.abs(value).toFixed(digits);
  return withSign(value, text);
}

/** A signed number with this many significant digits, as in the table of the video. */
export function formatSignificant(value: number, digits = 3): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return withSign(value, size < 1e-3 ? size.toExponential(digits - 1) : size.toPrecision(digits));
}

export function formatPlain(value: number, digits = 4): string {
  return formatNudge(value, digits).replace("+", "");
}

/** A formula with the decimal mark of the language; braces keep a comma from spacing like a list's. */
export function localiseTex(tex: string): string {
  return tex.replace(/\d+\.\d+/g, (number) => formatDecimal(number).replace(",", "{,}"));
}

export function signClass(value: number | null): string {
  return value === null || value === 0 ? "" : value < 0 ? "negative" : "positive";
}

function withPercentSign(text: string): string {
  return language.value === "de" ? `${text}\u00a0%` : `${text}%`;
}

function withSign(value: number, text: string): string {
  return `${value < 0 ? "−" : "+"}${formatDecimal(text.replace("-", "−"))}`;
}
