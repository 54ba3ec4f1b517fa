/** Dark as the film, light, or blue and orange; kept by the browser, and said by the address. */
import { effect, signal } from "@preact/signals";

export const THEMES = ["dark", "light", "orange"] as const;
export type Theme = (typeof THEMES)[number];

function first(): Theme {
  const said = new URLSearchParams(location.search).get("theme") ?? localStorage.getItem("theme");
  return THEMES.find((theme) => theme === said) ?? "dark";
}

export const theme = signal<Theme>(first());

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem("theme", theme.value);
});

/** Whether the person asked their system for as little motion as can be. */
export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export interface Colours {
  page: string;
  text: string;
  positive: string;
  negative: string;
  marked: string;
}

/** The theme's colours as the style sheet has them, for what is painted. */
export function colours(): Colours {
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
