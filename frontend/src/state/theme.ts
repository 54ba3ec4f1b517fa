/** The theme: dark, light, or blue and orange; the browser remembers it, the address may set it. */
import { effect, signal } from "@preact/signals";

export const THEMES = ["dark", "light", "orange"] as const;
export type Theme = (typeof THEMES)[number];

function initialTheme(): Theme {
  const requested =
    new URLSearchParams(location.search).get("theme") ?? localStorage.getItem("theme");
  return THEMES.find((theme) => theme === requested) ?? "dark";
}

export const theme = signal<Theme>(initialTheme());

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem("theme", theme.value);
});

/** Whether the person asked their system for as little motion as can be. */
export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export interface ThemeColours {
  page: string;
  text: string;
  positive: string;
  negative: string;
  marked: string;
}

/** The theme's colours as the style sheet has them, for what is painted. */
export function themeColours(): ThemeColours {
  void theme.value;
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    page: value("page"),
    text: value("text"),
    positive: value("positive"),
    negative: value("negative"),
    marked: value("marked"),
  };
}
