/** What each neuron of the first layer wants from the pixels, as images that add up to one. */

import { largestMagnitude } from "../../charts/paint";
import { SignedImage } from "../../charts/SignedImage";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { neuronName } from "../../i18n/names";
import { formatNudge, formatPlain, signClass } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestIndices, strongestInIndexOrder } from "../../maths/strongest";
import { singleWishExplanation, wishExplanation } from "./explanations";
import type { PanelProps } from "./panelProps";

import { receivingNeuron as chosen } from "./urlState";

const [MAX_IMAGES, MAX_PIXELS, MAX_PARTS] = [20, 6, 5];

export function PixelWishesPanel({ network, record, receiver }: PanelProps & { receiver: number }) {
  const layerRecord = record.layers[0];
  const shape = network.image_shape;
  if (!layerRecord?.contributions || !shape) return null;
  const { contributions } = layerRecord;
  const wishes = layerRecord.wishes.map((wish) => wish ?? 0);
  const largest = Math.max(...contributions.map((row) => largestMagnitude(row)), 1e-300);
  const shown = strongestInIndexOrder(
    contributions.map((row) => Math.hypot(...row)),
    MAX_IMAGES,
  );
  return (
    <>
      <p>{t("pixelsText")}</p>
      <Formula tex={record.latex.contributions[0] as string} />
      <figure>
        <figcaption>{t("pixelsAdd", { count: contributions.length })}</figcaption>
        <ul class="wish-images">
          {shown.map((j) => {
            const row = contributions[j] as number[];
            const name = neuronName(network, 1, j);
            return (
              <li key={j}>
                <ExplainButton
                  class="image-button"
                  of={() => ({
                    title: t("wantsFromPixels", { name }),
                    tex: "w_k \\cdot \\left(-\\frac{\\partial C_0}{\\partial z}\\right)",
                    text: t("wantsFromMeans"),
                    parts: [
                      {
                        name: "∂C₀/∂z",
                        value: formatNudge(record.layers[1]?.delta?.[j] ?? 0),
                        of: { kind: "dC_dz", layer: 1, neuron: j },
                      },
                      ...strongestIndices(row, MAX_PARTS).map((k) => ({
                        name: neuronName(network, 0, k),
                        value: formatNudge(row[k] as number),
                        of: singleWishExplanation(network, record, 0, j, k),
                      })),
                    ],
                  })}
                >
                  <SignedImage
                    values={row}
                    count={row.length}
                    columns={shape[1]}
                    label={t("wantsFromPixels", { name })}
                    scaleMax={largest}
                  />
                  <span aria-hidden="true">{j}</span>
                </ExplainButton>
              </li>
            );
          })}
        </ul>
      </figure>
      <table class="terms wish-table">
        <caption>{t("pixelsStrongest")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pixelOf")}</th>
            <th scope="col" class="number">
              a
            </th>
            <th scope="col" class="number">
              {t("wish")}
            </th>
          </tr>
        </thead>
        <tbody>
          {strongestIndices(wishes, MAX_PIXELS).map((k) => (
            <tr key={k} class={k === receiver ? "selected" : ""}>
              <th scope="row">
                <button
                  type="button"
                  class="row-select"
                  aria-pressed={k === receiver}
                  onClick={() => {
                    chosen.value = { layer: 0, neuron: k };
                  }}
                >
                  {neuronName(network, 0, k)}
                </button>
              </th>
              <td class="number">
                <ExplainButton of={{ kind: "input", layer: 0, neuron: k }}>
                  {formatPlain(layerRecord.a[k] ?? 0)}
                </ExplainButton>
              </td>
              <td class={`number ${signClass(wishes[k] as number)}`}>
                <ExplainButton of={wishExplanation(network, record, 0, k)}>
                  {formatNudge(wishes[k] as number)}
                </ExplainButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet-text">{t("pixelsThen")}</p>
    </>
  );
}
