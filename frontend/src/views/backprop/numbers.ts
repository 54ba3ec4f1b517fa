/** Numbers with their sign, short enough for a table. */
import { decimal, whole } from "../../words";
import type { Held } from "./records";

/** As the command line writes them: fixed digits, a power of ten where these would say nothing. */
export function nudge(value: Held, digits = 4): string {
  if (value === null) return "∞";
  const small = value !== 0 && Math.abs(value) < 10 ** (1 - digits);
  const text = small
    ? Math.abs(value).toExponential(Math.max(digits - 2, 1))
    : Math.abs(value).toFixed(digits);
  return sign(value, text);
}

/** So many significant digits, as in the film's table. */
export function significant(value: number, digits = 3): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return sign(value, size < 1e-3 ? size.toExponential(digits - 1) : size.toPrecision(digits));
}

export function plain(value: number, digits = 4): string {
  return nudge(value, digits).replace("+", "");
}

export function tone(value: Held): string {
  return value === null || value === 0 ? "" : value < 0 ? "negative" : "positive";
}

/** Finite for drawing. */
export function drawable(value: Held): number {
  return value ?? 0;
}

export function thousands(count: number): string {
  return whole(count);
}

function sign(value: number, text: string): string {
  return `${value < 0 ? "−" : "+"}${decimal(text.replace("-", "−"))}`;
}
