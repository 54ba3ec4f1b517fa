/** Times, in the language of the page. */
import { language } from "./language";

/** A moment, as the clock on the wall shows it; with its day where that is another one. */
export function formatTime(iso: string): string {
  const [then, now] = [new Date(iso), new Date()];
  const day = then.toDateString() === now.toDateString() ? undefined : "medium";
  return then.toLocaleString(language.value, { timeStyle: "medium", dateStyle: day });
}
