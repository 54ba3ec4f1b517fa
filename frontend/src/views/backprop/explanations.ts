/** The explanations of this view's numbers. */

import type { NetworkParameters } from "../../api/messages";
import type {
  AvenuesRecord,
  LayerWeightNudges,
  ParameterPlace,
  WishesRecord,
} from "../../api/records/backprop";
import { lowercaseInSentence, neuronName } from "../../i18n/names";
import { formatNudge, formatPlain } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestIndices } from "../../maths/strongest";
import type { Explainable, Explanation, ExplanationPart } from "../../state/explanation";

/** How many parts of a sum are named. */
const MAX_PARTS = 12;

/** A wish for an activation: −∂C₀/∂a. */
export function wishExplanation(
  network: NetworkParameters,
  record: WishesRecord,
  layer: number,
  k: number,
): () => Explanation {
  return () => {
    const layerRecord = record.layers[layer];
    const wish = layerRecord?.wishes[k] ?? null;
    const last = layer === network.sizes.length - 1;
    const slope: ExplanationPart = {
      name: "∂C₀/∂a",
      value: formatNudge(wish === null ? null : -wish),
      of: { kind: "dC_da", layer, neuron: k },
    };
    const title = t("wishOf", { name: lowercaseInSentence(neuronName(network, layer, k)) });
    if (last) {
      return {
        title,
        value: formatNudge(wish),
        tex: record.latex.output,
        text: t("wishMeans"),
        parts: [
          slope,
          {
            name: "a",
            value: formatPlain(layerRecord?.a[k] ?? 0),
            of: { kind: "activation", layer, neuron: k },
          },
          {
            name: "y",
            value: k === record.label ? "1" : "0",
            of: { kind: "target", layer, neuron: k },
          },
        ],
      };
    }
    const column = layerRecord?.contributions?.map((row) => row[k] as number) ?? [];
    const named = strongestIndices(column, MAX_PARTS);
    return {
      title,
      value: formatNudge(wish),
      tex: record.latex.contributions[layer] as string,
      text: t("wishAdds"),
      parts: [
        slope,
        ...named.map((j) => ({
          name: t("wantedBy", { name: lowercaseInSentence(neuronName(network, layer + 1, j)) }),
          value: formatNudge(column[j] as number),
          of: singleWishExplanation(network, record, layer, j, k),
        })),
        ...remainderPart(column, named),
      ],
    };
  };
}

function remainderPart(column: number[], named: number[]): ExplanationPart[] {
  if (named.length === column.length) return [];
  const sum = column.reduce((all, value, j) => (named.includes(j) ? all : all + value), 0);
  return [{ name: t("others", { count: column.length - named.length }), value: formatNudge(sum) }];
}

/** What neuron j of the next layer asks of neuron k here: in proportion to its weight. */
export function singleWishExplanation(
  network: NetworkParameters,
  record: WishesRecord,
  layer: number,
  j: number,
  k: number,
): () => Explanation {
  return () => {
    const value = record.layers[layer]?.contributions?.[j]?.[k] ?? 0;
    const delta = record.layers[layer + 1]?.delta?.[j] ?? 0;
    const w = network.weights[layer]?.[j * (network.sizes[layer] as number) + k] ?? 0;
    const next = layer + 1;
    return {
      title: t("wantsFrom", {
        one: lowercaseInSentence(neuronName(network, next, j)),
        other: lowercaseInSentence(neuronName(network, layer, k)),
      }),
      value: formatNudge(value),
      tex: `w^{(${next})}_{${j},${k}} \\cdot \\left(-\\frac{\\partial C_0}{\\partial z^{(${next})}_{${j}}}\\right)`,
      text: t("wantsFromMeans"),
      parts: [
        {
          name: "w",
          value: formatPlain(w),
          of: { kind: "weight", layer: next, neuron: j, source: k },
        },
        {
          name: "∂C₀/∂z",
          value: formatNudge(delta),
          of: { kind: "dC_dz", layer: next, neuron: j },
        },
      ],
    };
  };
}

/** What an example asks of one weight or bias: −∂C₀/∂w. */
export function nudgeExplanation(
  network: NetworkParameters,
  place: ParameterPlace,
  value: number,
): () => Explanation {
  return () => ({
    title: t("nudgeOf", { name: parameterName(network, place) }),
    value: formatNudge(value),
    tex: `-\\frac{\\partial C_0}{\\partial ${place.source === null ? "b" : "w"}}`,
    text: t("nudgeMeans"),
    parts: nudgeParts(place, value),
  });
}

function nudgeParts({ layer, neuron, source }: ParameterPlace, value: number): ExplanationPart[] {
  const slope: Explainable =
    source === null ? { kind: "dC_db", layer, neuron } : { kind: "dC_dw", layer, neuron, source };
  return [{ name: source === null ? "∂C₀/∂b" : "∂C₀/∂w", value: formatNudge(-value), of: slope }];
}

/** How much the cost falls along one avenue: the squared length of what it changes. */
export function gainExplanation(
  record: AvenuesRecord,
  which: 0 | 1 | 2,
  title: string,
): () => Explanation {
  return () => ({
    title,
    value: formatPlain(record.gains[which]),
    text: t("gainMeans"),
    tex: [
      "\\eta\\left(\\frac{\\partial C_0}{\\partial b}\\right)^2",
      "\\eta\\sum_k\\left(\\frac{\\partial C_0}{\\partial w_k}\\right)^2",
      "\\eta\\sum_k\\left(w_k\\frac{\\partial C_0}{\\partial z}\\right)^2",
    ][which] as string,
    parts: [
      {
        name: "∂C₀/∂z",
        value: formatNudge(record.delta),
        of: { kind: "dC_dz", layer: record.layer, neuron: record.neuron },
      },
    ],
  });
}

/** What an example asks of all the weights of a neuron. */
export function neuronNudgesExplanation(
  network: NetworkParameters,
  layerRecord: LayerWeightNudges,
  j: number,
): () => Explanation {
  return () => {
    const row = layerRecord.weights[j] ?? [];
    return {
      title: t("weightsOf", {
        name: lowercaseInSentence(neuronName(network, layerRecord.layer, j)),
      }),
      tex: `-\\frac{\\partial C_0}{\\partial w_k} = a_k \\cdot \\left(-\\frac{\\partial C_0}{\\partial z}\\right)`,
      text: t("rowMeans"),
      parts: [
        {
          name: "∂C₀/∂z",
          value: formatNudge(layerRecord.delta[j] as number),
          of: { kind: "dC_dz", layer: layerRecord.layer, neuron: j },
        },
        ...strongestIndices(row, 6).map((k) => ({
          name: t("weightFrom", {
            name: lowercaseInSentence(neuronName(network, layerRecord.layer - 1, k)),
          }),
          value: formatNudge(row[k] as number),
          of: nudgeExplanation(
            network,
            { index: 0, layer: layerRecord.layer, neuron: j, source: k },
            row[k] as number,
          ),
        })),
        {
          name: t("bias"),
          value: formatNudge(layerRecord.biases[j] as number),
          of: nudgeExplanation(
            network,
            { index: 0, layer: layerRecord.layer, neuron: j, source: null },
            layerRecord.biases[j] as number,
          ),
        },
      ],
    };
  };
}

export function parameterName(
  network: NetworkParameters,
  { layer, neuron, source }: ParameterPlace,
): string {
  const to = lowercaseInSentence(neuronName(network, layer, neuron));
  if (source === null) return t("biasOf", { name: to });
  return t("weightBetween", {
    to,
    from: lowercaseInSentence(neuronName(network, layer - 1, source)),
  });
}
