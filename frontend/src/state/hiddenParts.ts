/** The parts of the page that a teacher hides, through the address. */
import { effect } from "@preact/signals";
import { ALL_VIEWS, urlSignal } from "./urlSignal";

export const HIDEABLE_PARTS = [
  "menu",
  "settings",
  "about",
  "inputs",
  "steering",
  "editing",
] as const;
export type HideablePart = (typeof HIDEABLE_PARTS)[number];

export const hiddenParts = urlSignal<HideablePart[]>(
  ALL_VIEWS,
  "hide",
  [],
  (text) => HIDEABLE_PARTS.filter((each) => text.split(".").includes(each)),
  (all) => all.join("."),
);

if (typeof document !== "undefined") {
  effect(() => {
    document.documentElement.dataset.hide = hiddenParts.value.join(" ");
  });
}
