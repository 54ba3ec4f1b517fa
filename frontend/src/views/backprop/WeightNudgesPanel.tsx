/** The end of the walk: what the example asks of every weight and every bias. */

import type { Opened } from "../../api/messages";
import type { LayerWeightNudges, WeightNudgesRecord } from "../../api/records/backprop";
import { largestMagnitude } from "../../charts/paint";
import { SignedImage } from "../../charts/SignedImage";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronName } from "../../i18n/names";
import { formatCount, formatNudge, formatPlain, signClass } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestInIndexOrder } from "../../maths/strongest";
import { neuronNudgesExplanation, nudgeExplanation, parameterName } from "./explanations";

import { activeTab } from "./urlState";

/** How many neurons' pictures are shown. */
const MAX_IMAGES = 20;

export function WeightNudgesPanel(props: { network: Opened; found: WeightNudgesRecord | null }) {
  const { network, found } = props;
  if (!found || found.layers.length !== network.sizes.length - 1) {
    return <p class="quiet-text" aria-busy="true" />;
  }
  return (
    <>
      <p>{t("weightsAsk")}</p>
      {found.layers.map((here) => (
        <LayerNudges key={here.layer} network={network} here={here} />
      ))}
      <table class="terms">
        <caption>{t("largestNudges")}</caption>
        <tbody>
          {found.places.map((place) => {
            const layer = found.layers[place.layer - 1] as LayerWeightNudges;
            const value =
              place.source === null
                ? (layer.biases[place.neuron] as number)
                : (layer.weights[place.neuron]?.[place.source] as number);
            return (
              <tr key={place.index}>
                <th scope="row" class="long">
                  {parameterName(network, place)}
                </th>
                <td class={`number ${signClass(value)}`}>
                  <ExplainButton of={nudgeExplanation(network, place, value)}>
                    {formatNudge(value)}
                  </ExplainButton>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>{t("weightsThen")}</p>
      <button
        type="button"
        class="on"
        onClick={() => {
          activeTab.value = "table";
        }}
      >
        {t("toTable")} →
      </button>
    </>
  );
}

function LayerNudges({ network, here }: { network: Opened; here: LayerWeightNudges }) {
  const { layer, weights, length } = here;
  const last = network.sizes.length - 1;
  const shape = layer === 1 ? network.image_shape : null;
  const most = Math.max(...weights.map((row) => largestMagnitude(row)), 1e-300);
  const columns = shape ? shape[1] : (network.sizes[layer - 1] as number);
  const rows = shape
    ? strongestInIndexOrder(
        weights.map((row) => Math.hypot(...row)),
        MAX_IMAGES,
      )
    : [];
  return (
    <figure>
      <figcaption>
        {t("layerOf", { layer })}:{" "}
        {t("nudgesOf", { count: formatCount(weights.length * ((weights[0]?.length ?? 0) + 1)) })}
        {", "}
        <ExplainButton
          of={() => ({
            title: t("lengthOf", { layer }),
            value: formatPlain(length),
            tex: "\\lVert \\cdot \\rVert^2 = \\sum_{j,k} \\left(\\frac{\\partial C_0}{\\partial w_{jk}}\\right)^2 + \\sum_j \\left(\\frac{\\partial C_0}{\\partial b_j}\\right)^2",
            text: t("lengthMeans"),
            parts: weights.slice(0, MAX_IMAGES).map((_, j) => ({
              name: t("biasOf", { name: neuronName(network, layer, j) }),
              value: formatNudge(here.biases[j] as number),
              of: neuronNudgesExplanation(network, here, j),
            })),
          })}
        >
          ‖·‖ = {formatPlain(length)}
        </ExplainButton>
      </figcaption>
      {shape ? (
        <ul class="asked-pictures">
          {rows.map((j) => (
            <li key={j}>
              <ExplainButton class="picture" of={neuronNudgesExplanation(network, here, j)}>
                <SignedImage
                  values={weights[j]}
                  count={columns}
                  columns={columns}
                  label={t("weightsOf", { name: neuronName(network, layer, j) })}
                  most={most}
                />
                <span aria-hidden="true">{j}</span>
              </ExplainButton>
            </li>
          ))}
        </ul>
      ) : (
        <ul class="asked-rows">
          {weights.slice(0, MAX_IMAGES).map((row, j) => (
            <li key={j}>
              <span class="which">{layer === last ? network.classes[j]?.slice(0, 3) : j}</span>
              <ExplainButton class="picture" of={neuronNudgesExplanation(network, here, j)}>
                <SignedImage
                  values={row}
                  count={columns}
                  columns={columns}
                  label={t("weightsOf", { name: neuronName(network, layer, j) })}
                  most={most}
                />
              </ExplainButton>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
