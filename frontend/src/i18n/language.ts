/** The language of the page, from its address or from the last visit. */
import { signal } from "@preact/signals";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

function initialLanguage(): Language {
  const requested =
    new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("lang");
  return requested === "de" ? "de" : "en";
}

export const language = signal<Language>(initialLanguage());
