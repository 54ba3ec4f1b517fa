/**
 * What a view alone knows, kept in the address while that view is shown: so that a view can be
 * shared, and rebuilt as it was. It stays in memory when another view is gone to.
 */
import { type Signal, signal } from "@preact/signals";

interface Kept {
  view: string;
  name: string;
  /** What stands in the address; null for what is as it is anyway. */
  text: () => string | null;
}

const all: Kept[] = [];

/** The name of no view: what is kept for it stands in the address of every view. */
export const EVERYWHERE = "*";

/**
 * A signal that stands in the address of a view under a name.
 *
 * `read` gives null for what makes no sense; then it is as it was at first.
 */
export function kept<T>(
  view: string,
  name: string,
  initial: T,
  read: (text: string) => T | null,
  write: (value: T) => string = String,
): Signal<T> {
  const there = typeof location !== "undefined";
  const here = there && (view === EVERYWHERE || location.pathname === `/${view}`);
  const text = here ? new URLSearchParams(location.search).get(name) : null;
  const value = signal<T>((text === null ? null : read(text)) ?? initial);
  const usual = write(initial);
  all.push({
    view,
    name,
    text: () => {
      const now = write(value.value);
      return now === usual ? null : now;
    },
  });
  return value;
}

/** A number from … to …, `whole` for a count. */
export function keptNumber(
  view: string,
  name: string,
  initial: number,
  [from, to]: readonly [number, number],
  whole = false,
): Signal<number> {
  return kept(view, name, initial, (text) => {
    const value = Number(text);
    const sound = text.trim() !== "" && value >= from && value <= to;
    return sound && (!whole || Number.isInteger(value)) ? value : null;
  });
}

/** One of some words; the first at first. */
export function keptChoice<Choice extends string>(
  view: string,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Signal<Choice> {
  return kept<Choice>(
    view,
    name,
    choices[0],
    (text) => choices.find((choice) => choice === text) ?? null,
  );
}

/** Write all that a view keeps. */
export function writeKept(view: string, query: URLSearchParams): void {
  for (const each of all) {
    const text = each.view === view || each.view === EVERYWHERE ? each.text() : null;
    if (text !== null) query.set(each.name, text);
  }
}
