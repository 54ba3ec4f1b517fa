/**
 * Signals that stand in the address while their view is open, so that an address which is shared
 * rebuilds the view as it was. While another view is open they stay in memory.
 */
import { type Signal, signal } from "@preact/signals";
import { type View, viewOfPath } from "./viewPaths";

/** Where a signal stands: in the address of one view, or of every view. */
type Scope = View | typeof ALL_VIEWS;

export const ALL_VIEWS = "*";

interface RegisteredSignal {
  scope: Scope;
  name: string;
  /** What stands in the address; null for the initial value. */
  text: () => string | null;
}

const registered: RegisteredSignal[] = [];

/**
 * A signal that stands in a view's address under a name.
 *
 * `read` returns null for a text that makes no sense; the signal then has its initial value.
 */
export function urlSignal<T>(
  scope: Scope,
  name: string,
  initial: T,
  read: (text: string) => T | null,
  write: (value: T) => string = String,
): Signal<T> {
  const text = isOpen(scope) ? new URLSearchParams(location.search).get(name) : null;
  const value = signal<T>((text === null ? null : read(text)) ?? initial);
  const initialText = write(initial);
  registered.push({
    scope,
    name,
    text: () => {
      const now = write(value.value);
      return now === initialText ? null : now;
    },
  });
  return value;
}

function isOpen(scope: Scope): boolean {
  if (typeof location === "undefined") return false;
  return scope === ALL_VIEWS || viewOfPath(location.pathname) === scope;
}

/** A number within limits, both included; with `whole` an integer. */
export function urlNumber(
  scope: Scope,
  name: string,
  initial: number,
  [min, max]: readonly [number, number],
  whole = false,
): Signal<number> {
  return urlSignal(scope, name, initial, (text) => {
    const value = Number(text);
    const isWithin = text.trim() !== "" && value >= min && value <= max;
    return isWithin && (!whole || Number.isInteger(value)) ? value : null;
  });
}

/** One of several words, the first of them initially. */
export function urlChoice<Choice extends string>(
  scope: Scope,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Signal<Choice> {
  return urlSignal<Choice>(
    scope,
    name,
    choices[0],
    (text) => choices.find((choice) => choice === text) ?? null,
  );
}

/** Write every signal of a view into the query of its address. */
export function writeUrlSignals(view: View, query: URLSearchParams): void {
  for (const { scope, name, text } of registered) {
    const value = scope === view || scope === ALL_VIEWS ? text() : null;
    if (value !== null) query.set(name, value);
  }
}
