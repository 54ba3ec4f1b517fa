/** What one neuron asks of all those of the layer before. */
import { SignedPicture } from "../../marks/SignedPicture";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { say } from "../../words";
import { nudge, tone } from "./numbers";
import { askedOrigin } from "./origins";
import type { PanelProps } from "./StepPanel";
import { strongestInOrder } from "./steps";
import { WishBar } from "./WishBar";

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
            label={say("wantsFromPixels", { name })}
          />
        </div>
      )}
      <table class="terms wishes">
        <caption>{say("wantsFromLayer", { name })}</caption>
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
