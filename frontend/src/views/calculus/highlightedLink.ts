/** The link of the chain that a factor under the pointer belongs to: "z2" for ∂z⁽²⁾, "C" for the cost. */
export type HighlightedLink = string | null;
