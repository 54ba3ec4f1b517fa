/** Where the numbers of this view come from. */
import type { Opened } from "../../messages";
import { nameOf, within } from "../../names";
import type { Because, Part, Source } from "../../origin/asked";
import { say } from "../../words";
import { nudge, plain } from "./numbers";
import type { AvenuesRecord, LayerWeightNudges, Place, WishesRecord } from "./records";
import { strongest } from "./steps";

/** How many parts of a sum are named. */
const MOST = 12;

/** A wish for an activation: −∂C₀/∂a. */
export function wishOrigin(
  network: Opened,
  record: WishesRecord,
  layer: number,
  k: number,
): () => Because {
  return () => {
    const here = record.layers[layer];
    const wish = here?.wishes[k] ?? null;
    const last = layer === network.sizes.length - 1;
    const slope: Part = {
      name: "∂C₀/∂a",
      value: nudge(wish === null ? null : -wish),
      of: { kind: "slope_of_activation", layer, neuron: k },
    };
    const title = say("wishOf", { name: within(nameOf(network, layer, k)) });
    if (last) {
      return {
        title,
        value: nudge(wish),
        tex: record.latex.output,
        text: say("wishMeans"),
        parts: [
          slope,
          {
            name: "a",
            value: plain(here?.a[k] ?? 0),
            of: { kind: "activation", layer, neuron: k },
          },
          {
            name: "y",
            value: k === record.label ? "1" : "0",
            of: { kind: "desired", layer, neuron: k },
          },
        ],
      };
    }
    const column = here?.asked?.map((row) => row[k] as number) ?? [];
    const named = strongest(column, MOST);
    return {
      title,
      value: nudge(wish),
      tex: record.latex.asked[layer] as string,
      text: say("wishAdds"),
      parts: [
        slope,
        ...named.map((j) => ({
          name: say("wantedBy", { name: within(nameOf(network, layer + 1, j)) }),
          value: nudge(column[j] as number),
          of: askedOrigin(network, record, layer, j, k),
        })),
        ...rest(column, named),
      ],
    };
  };
}

function rest(column: number[], named: number[]): Part[] {
  if (named.length === column.length) return [];
  const sum = column.reduce((all, value, j) => (named.includes(j) ? all : all + value), 0);
  return [{ name: say("others", { count: column.length - named.length }), value: nudge(sum) }];
}

/** What neuron j of the next layer asks of neuron k here: in proportion to its weight. */
export function askedOrigin(
  network: Opened,
  record: WishesRecord,
  layer: number,
  j: number,
  k: number,
): () => Because {
  return () => {
    const value = record.layers[layer]?.asked?.[j]?.[k] ?? 0;
    const delta = record.layers[layer + 1]?.delta?.[j] ?? 0;
    const w = network.weights[layer]?.[j * (network.sizes[layer] as number) + k] ?? 0;
    const next = layer + 1;
    return {
      title: say("wantsFrom", {
        one: within(nameOf(network, next, j)),
        other: within(nameOf(network, layer, k)),
      }),
      value: nudge(value),
      tex: `w^{(${next})}_{${j},${k}} \\cdot \\left(-\\frac{\\partial C_0}{\\partial z^{(${next})}_{${j}}}\\right)`,
      text: say("wantsFromMeans"),
      parts: [
        {
          name: "w",
          value: plain(w),
          of: { kind: "weight", layer: next, neuron: j, source: k },
        },
        {
          name: "∂C₀/∂z",
          value: nudge(delta),
          of: { kind: "slope_of_weighted_sum", layer: next, neuron: j },
        },
      ],
    };
  };
}

/** What an example asks of one weight or bias: −∂C₀/∂w. */
export function nudgeOrigin(network: Opened, place: Place, value: number): () => Because {
  return () => ({
    title: say("nudgeOf", { name: parameterName(network, place) }),
    value: nudge(value),
    tex: `-\\frac{\\partial C_0}{\\partial ${place.source === null ? "b" : "w"}}`,
    text: say("nudgeMeans"),
    parts: nudgeParts(place, value),
  });
}

function nudgeParts({ layer, neuron, source }: Place, value: number): Part[] {
  const slope: Source =
    source === null
      ? { kind: "slope_of_bias", layer, neuron }
      : { kind: "slope_of_weight", layer, neuron, source };
  return [{ name: source === null ? "∂C₀/∂b" : "∂C₀/∂w", value: nudge(-value), of: slope }];
}

/** How much the cost falls along one avenue: the squared length of what it changes. */
export function gainOrigin(record: AvenuesRecord, which: 0 | 1 | 2, title: string): () => Because {
  return () => ({
    title,
    value: plain(record.gains[which]),
    text: say("gainMeans"),
    tex: [
      "\\eta\\left(\\frac{\\partial C_0}{\\partial b}\\right)^2",
      "\\eta\\sum_k\\left(\\frac{\\partial C_0}{\\partial w_k}\\right)^2",
      "\\eta\\sum_k\\left(w_k\\frac{\\partial C_0}{\\partial z}\\right)^2",
    ][which] as string,
    parts: [
      {
        name: "∂C₀/∂z",
        value: nudge(record.delta),
        of: { kind: "slope_of_weighted_sum", layer: record.layer, neuron: record.neuron },
      },
    ],
  });
}

/** What an example asks of all the weights of a neuron. */
export function rowOrigin(network: Opened, here: LayerWeightNudges, j: number): () => Because {
  return () => {
    const row = here.weights[j] ?? [];
    return {
      title: say("weightsOf", { name: within(nameOf(network, here.layer, j)) }),
      tex: `-\\frac{\\partial C_0}{\\partial w_k} = a_k \\cdot \\left(-\\frac{\\partial C_0}{\\partial z}\\right)`,
      text: say("rowMeans"),
      parts: [
        {
          name: "∂C₀/∂z",
          value: nudge(here.delta[j] as number),
          of: { kind: "slope_of_weighted_sum", layer: here.layer, neuron: j },
        },
        ...strongest(row, 6).map((k) => ({
          name: say("weightFrom", { name: within(nameOf(network, here.layer - 1, k)) }),
          value: nudge(row[k] as number),
          of: nudgeOrigin(
            network,
            { index: 0, layer: here.layer, neuron: j, source: k },
            row[k] as number,
          ),
        })),
        {
          name: say("bias"),
          value: nudge(here.biases[j] as number),
          of: nudgeOrigin(
            network,
            { index: 0, layer: here.layer, neuron: j, source: null },
            here.biases[j] as number,
          ),
        },
      ],
    };
  };
}

export function parameterName(network: Opened, { layer, neuron, source }: Place): string {
  const to = within(nameOf(network, layer, neuron));
  if (source === null) return say("biasOf", { name: to });
  return say("weightBetween", { to, from: within(nameOf(network, layer - 1, source)) });
}
