/** What one neuron asks of all those of the layer before. */

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
  const asked = record.layers[before]?.asked?.[asker.neuron] ?? [];
  const name = neuronName(network, asker.layer, asker.neuron);
  const named = strongestInIndexOrder(asked, before === 0 ? MAX_NAMED / 2 : MAX_NAMED);
  const most = Math.max(...named.map((k) => Math.abs(asked[k] as number)), 1e-300);
  return (
    <>
      <p>{t("oneText", { name })}</p>
      {before === 0 && network.image_shape && (
        <div class="asked-picture">
          <SignedImage
            values={asked}
            count={asked.length}
            columns={network.image_shape[1]}
            label={t("asksPixels", { name })}
          />
        </div>
      )}
      <table class="terms wishes">
        <caption>{t("asksLayer", { name })}</caption>
        <tbody>
          {named.map((k) => (
            <tr key={k}>
              <th scope="row">{neuronName(network, before, k)}</th>
              <WishBar value={asked[k] as number} most={most} />
              <td class={`number ${signClass(asked[k] as number)}`}>
                <ExplainButton of={singleWishExplanation(network, record, before, asker.neuron, k)}>
                  {formatNudge(asked[k] as number)}
                </ExplainButton>
              </td>
            </tr>
          ))}
          {asked.length > named.length && (
            <tr class="rest">
              <th scope="row" colSpan={3}>
                {t("others", { count: asked.length - named.length })}
              </th>
            </tr>
          )}
        </tbody>
      </table>
      <p class="quiet-text">{t("oneThen")}</p>
    </>
  );
}
