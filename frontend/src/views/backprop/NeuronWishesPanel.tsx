/** What one neuron asks of all those of the layer before. */

import { SignedPicture } from "../../charts/SignedImage";
import { Opens } from "../../components/ExplainButton";
import { nameOf } from "../../i18n/names";
import { say } from "../../i18n/translate";
import { askedOrigin } from "./explanations";
import { nudge, tone } from "./numbers";
import type { PanelProps } from "./StepPanel";
import { WishBar } from "./WishBar";
import { strongestInOrder } from "./walkSteps";

const MOST = 16;

export function OnePanel({ network, record, asker }: PanelProps) {
  const before = asker.layer - 1;
  const asked = record.layers[before]?.asked?.[asker.neuron] ?? [];
  const name = nameOf(network, asker.layer, asker.neuron);
  const named = strongestInOrder(asked, before === 0 ? MOST / 2 : MOST);
  const most = Math.max(...named.map((k) => Math.abs(asked[k] as number)), 1e-300);
  return (
    <>
      <p>{say("oneText", { name })}</p>
      {before === 0 && network.image_shape && (
        <div class="asked-picture">
          <SignedPicture
            values={asked}
            count={asked.length}
            columns={network.image_shape[1]}
            label={say("asksPixels", { name })}
          />
        </div>
      )}
      <table class="terms wishes">
        <caption>{say("asksLayer", { name })}</caption>
        <tbody>
          {named.map((k) => (
            <tr key={k}>
              <th scope="row">{nameOf(network, before, k)}</th>
              <WishBar value={asked[k] as number} most={most} />
              <td class={`number ${tone(asked[k] as number)}`}>
                <Opens of={askedOrigin(network, record, before, asker.neuron, k)}>
                  {nudge(asked[k] as number)}
                </Opens>
              </td>
            </tr>
          ))}
          {asked.length > named.length && (
            <tr class="rest">
              <th scope="row" colSpan={3}>
                {say("others", { count: asked.length - named.length })}
              </th>
            </tr>
          )}
        </tbody>
      </table>
      <p class="quiet-text">{say("oneThen")}</p>
    </>
  );
}
