/** The views, and the path of each in the address. */

export const VIEWS = [
  "network",
  "train",
  "cost",
  "gradient-descent",
  "backprop",
  "calculus",
  "inspect",
  "about",
] as const;
export type View = (typeof VIEWS)[number];

/** Views that have been renamed: links to their former paths still open them. */
const FORMER_PATHS: Record<string, View> = {
  "/learn": "train",
  "/descent": "gradient-descent",
  "/inside": "inspect",
  "/more": "about",
};

export function viewOfPath(path: string): View {
  return FORMER_PATHS[path] ?? VIEWS.find((name) => path === `/${name}`) ?? "network";
}

/** The path as it is written today: that of a renamed view becomes its present one. */
export function presentPath(path: string): string {
  return path in FORMER_PATHS ? `/${FORMER_PATHS[path]}` : path;
}
