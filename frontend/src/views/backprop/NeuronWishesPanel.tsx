/** What one neuron wants from all neurons of the layer before. */

import { SignedImage } from "../../charts/SignedImage";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronName } from "../../i18n/names";
import { formatNudge, signClass } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestInIndexOrder } from "../../maths/strongest";
import { singleWishExplanation } from "./explanations";
import type { PanelProps } from "./panelProps";

import { WishBar } from "./WishBar";

const MAX_NAMED = 16;

export function NeuronWishesPanel({ network, record, asker }: PanelProps) {
  const before = asker.layer - 1;
  const wishes = record.layers[before]?.contributions?.[asker.neuron] ?? [];
  const name = neuronName(network, asker.layer, asker.neuron);
  const named = strongestInIndexOrder(wishes, before === 0 ? MAX_NAMED / 2 : MAX_NAMED);
  const largest = Math.max(...named.map((k) => Math.abs(wishes[k] as number)), 1e-300);
  return (
    <>
      <p>{t("oneText", { name })}</p>
      {before === 0 && network.image_shape && (
        <div class="wish-image">
          <SignedImage
            values={wishes}
            count={wishes.length}
            columns={network.image_shape[1]}
            label={t("wantsFromPixels", { name })}
          />
        </div>
      )}
      <table class="terms wish-table">
        <caption>{t("wantsFromLayer", { name })}</caption>
        <tbody>
          {named.map((k) => (
            <tr key={k}>
              <th scope="row">{neuronName(network, before, k)}</th>
              <WishBar value={wishes[k] as number} scaleMax={largest} />
              <td class={`number ${signClass(wishes[k] as number)}`}>
                <ExplainButton of={singleWishExplanation(network, record, before, asker.neuron, k)}>
                  {formatNudge(wishes[k] as number)}
                </ExplainButton>
              </td>
            </tr>
          ))}
          {wishes.length > named.length && (
            <tr class="rest">
              <th scope="row" colSpan={3}>
                {t("others", { count: wishes.length - named.length })}
              </th>
            </tr>
          )}
        </tbody>
      </table>
      <p class="quiet-text">{t("oneThen")}</p>
    </>
  );
}
