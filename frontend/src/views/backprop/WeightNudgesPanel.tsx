/** The last step of the walk: the nudge to every weight and every bias. */

import type { NetworkParameters } from "../../api/messages";
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

export function WeightNudgesPanel(props: {
  network: NetworkParameters;
  nudges: WeightNudgesRecord | null;
}) {
  const { network, nudges } = props;
  if (!nudges || nudges.layers.length !== network.sizes.length - 1) {
    return <p class="quiet-text" aria-busy="true" />;
  }
  return (
    <>
      <p>{t("weightsLeadText")}</p>
      {nudges.layers.map((layerNudges) => (
        <LayerNudges key={layerNudges.layer} network={network} layerNudges={layerNudges} />
      ))}
      <table class="terms">
        <caption>{t("largestNudges")}</caption>
        <tbody>
          {nudges.places.map((place) => {
            const layer = nudges.layers[place.layer - 1] as LayerWeightNudges;
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
        class="forward"
        onClick={() => {
          activeTab.value = "table";
        }}
      >
        {t("toTable")} →
      </button>
    </>
  );
}

function LayerNudges({
  network,
  layerNudges,
}: {
  network: NetworkParameters;
  layerNudges: LayerWeightNudges;
}) {
  const { layer, weights, norm } = layerNudges;
  const last = network.sizes.length - 1;
  const shape = layer === 1 ? network.image_shape : null;
  const largestNudge = Math.max(...weights.map((row) => largestMagnitude(row)), 1e-300);
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
            title: t("normOf", { layer }),
            value: formatPlain(norm),
            tex: "\\lVert \\cdot \\rVert^2 = \\sum_{j,k} \\left(\\frac{\\partial C_0}{\\partial w_{jk}}\\right)^2 + \\sum_j \\left(\\frac{\\partial C_0}{\\partial b_j}\\right)^2",
            text: t("normMeans"),
            parts: weights.slice(0, MAX_IMAGES).map((_, j) => ({
              name: t("biasOf", { name: neuronName(network, layer, j) }),
              value: formatNudge(layerNudges.biases[j] as number),
              of: neuronNudgesExplanation(network, layerNudges, j),
            })),
          })}
        >
          ‖·‖ = {formatPlain(norm)}
        </ExplainButton>
      </figcaption>
      {shape ? (
        <ul class="wish-images">
          {rows.map((j) => (
            <li key={j}>
              <ExplainButton
                class="image-button"
                of={neuronNudgesExplanation(network, layerNudges, j)}
              >
                <SignedImage
                  values={weights[j]}
                  count={columns}
                  columns={columns}
                  label={t("weightsOf", { name: neuronName(network, layer, j) })}
                  scaleMax={largestNudge}
                />
                <span aria-hidden="true">{j}</span>
              </ExplainButton>
            </li>
          ))}
        </ul>
      ) : (
        <ul class="nudge-rows">
          {weights.slice(0, MAX_IMAGES).map((row, j) => (
            <li key={j}>
              <span class="row-name">{layer === last ? network.classes[j]?.slice(0, 3) : j}</span>
              <ExplainButton
                class="image-button"
                of={neuronNudgesExplanation(network, layerNudges, j)}
              >
                <SignedImage
                  values={row}
                  count={columns}
                  columns={columns}
                  label={t("weightsOf", { name: neuronName(network, layer, j) })}
                  scaleMax={largestNudge}
                />
              </ExplainButton>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
