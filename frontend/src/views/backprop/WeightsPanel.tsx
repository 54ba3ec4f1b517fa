/** The end of the walk: what the example asks of every weight and every bias. */
import { largest } from "../../marks/paint";
import { SignedPicture } from "../../marks/SignedPicture";
import type { Opened } from "../../messages";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { say } from "../../words";
import { part } from "./here";
import { nudge, plain, thousands, tone } from "./numbers";
import { nudgeOrigin, parameterName, rowOrigin } from "./origins";
import type { LayerWeightNudges, WeightNudgesRecord } from "./records";
import { strongestInOrder } from "./steps";

/** How many neurons' pictures are shown. */
const PICTURES = 20;

export function WeightsPanel(props: { network: Opened; found: WeightNudgesRecord | null }) {
  const { network, found } = props;
  if (!found || found.layers.length !== network.sizes.length - 1) {
    return <p class="quiet-text" aria-busy="true" />;
  }
  return (
    <>
      <p>{say("weightsLeadText")}</p>
      {found.layers.map((here) => (
        <Layer key={here.layer} network={network} here={here} />
      ))}
      <table class="terms">
        <caption>{say("largestNudges")}</caption>
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
                <td class={`number ${tone(value)}`}>
                  <Opens of={nudgeOrigin(network, place, value)}>{nudge(value)}</Opens>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>{say("weightsThen")}</p>
      <button
        type="button"
        class="on"
        onClick={() => {
          part.value = "table";
        }}
      >
        {say("toTable")} →
      </button>
    </>
  );
}

function Layer({ network, here }: { network: Opened; here: LayerWeightNudges }) {
  const { layer, weights, length } = here;
  const last = network.sizes.length - 1;
  const shape = layer === 1 ? network.image_shape : null;
  const most = Math.max(...weights.map((row) => largest(row)), 1e-300);
  const columns = shape ? shape[1] : (network.sizes[layer - 1] as number);
  const rows = shape
    ? strongestInOrder(
        weights.map((row) => Math.hypot(...row)),
        PICTURES,
      )
    : [];
  return (
    <figure>
      <figcaption>
        {say("layerOf", { layer })}:{" "}
        {say("nudgesOf", { count: thousands(weights.length * ((weights[0]?.length ?? 0) + 1)) })}
        {", "}
        <Opens
          of={() => ({
            title: say("normOf", { layer }),
            value: plain(length),
            tex: "\\lVert \\cdot \\rVert^2 = \\sum_{j,k} \\left(\\frac{\\partial C_0}{\\partial w_{jk}}\\right)^2 + \\sum_j \\left(\\frac{\\partial C_0}{\\partial b_j}\\right)^2",
            text: say("normMeans"),
            parts: weights.slice(0, PICTURES).map((_, j) => ({
              name: say("biasOf", { name: nameOf(network, layer, j) }),
              value: nudge(here.biases[j] as number),
              of: rowOrigin(network, here, j),
            })),
          })}
        >
          ‖·‖ = {plain(length)}
        </Opens>
      </figcaption>
      {shape ? (
        <ul class="asked-pictures">
          {rows.map((j) => (
            <li key={j}>
              <Opens class="picture" of={rowOrigin(network, here, j)}>
                <SignedPicture
                  values={weights[j]}
                  count={columns}
                  columns={columns}
                  label={say("weightsOf", { name: nameOf(network, layer, j) })}
                  most={most}
                />
                <span aria-hidden="true">{j}</span>
              </Opens>
            </li>
          ))}
        </ul>
      ) : (
        <ul class="asked-rows">
          {weights.slice(0, PICTURES).map((row, j) => (
            <li key={j}>
              <span class="which">{layer === last ? network.classes[j]?.slice(0, 3) : j}</span>
              <Opens class="picture" of={rowOrigin(network, here, j)}>
                <SignedPicture
                  values={row}
                  count={columns}
                  columns={columns}
                  label={say("weightsOf", { name: nameOf(network, layer, j) })}
                  most={most}
                />
              </Opens>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
