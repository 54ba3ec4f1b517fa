/** Which view is open: it stands in the address's path. */
import { signal } from "@preact/signals";
import { type View, viewOfPath } from "./viewPaths";

export const view = signal<View>(viewOfPath(location.pathname));
