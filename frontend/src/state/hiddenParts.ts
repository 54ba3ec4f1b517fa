/** A teacher's switch: an address may say what of the page is not to be seen. */
import { effect } from "@preact/signals";
import { EVERYWHERE, kept } from "./urlSignal";

export const HIDEABLE = ["menu", "settings", "about", "inputs", "steering", "editing"] as const;
export type Hideable = (typeof HIDEABLE)[number];

export const hidden = kept<Hideable[]>(
  EVERYWHERE,
  "hide",
  [],
  (text) => HIDEABLE.filter((each) => text.split(".").includes(each)),
  (all) => all.join("."),
);

if (typeof document !== "undefined") {
  effect(() => {
    document.documentElement.dataset.hide = hidden.value.join(" ");
  });
}
