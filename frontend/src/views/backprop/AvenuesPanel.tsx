/** The three avenues of one neuron: its bias, its weights, the activations before it. */
import { Formula } from "../../marks/Formula";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { say, whole } from "../../words";
import { AVENUES, type Avenue, avenue } from "./here";
import { nudge, plain, tone } from "./numbers";
import { askedOrigin, gainOrigin, nudgeOrigin, wishOrigin } from "./origins";
import type { AvenuesRecord } from "./records";
import type { PanelProps } from "./StepPanel";
import { strongest } from "./steps";
import { WishBar } from "./WishBar";

/** How many of the weights and activations are named. */
const MOST = 8;

const WORDS = {
  bias: ["avenueBiasUp", "avenueBiasDown"],
  weights: ["avenueWeightsUp", "avenueWeightsDown"],
  inputs: ["avenueInputs", "avenueInputs"],
} as const;

export function AvenuesPanel(props: PanelProps & { avenues: AvenuesRecord | null }) {
  const { network, record, asker, avenues: found } = props;
  if (!found) return <p class="quiet-text" aria-busy="true" />;
  const name = nameOf(network, asker.layer, asker.neuron);
  const up = (found.wish ?? 0) > 0;
  const most = Math.max(...found.gains, 1e-300);
  const best = found.gains.indexOf(Math.max(...found.gains));
  const { layer, neuron } = asker;
  const slope = { kind: "slope_of_weighted_sum", layer, neuron } as const;
  return (
    <>
      <p>
        {name} {say("isNow")}{" "}
        <Opens of={{ kind: "activation", layer, neuron }}>{plain(found.a)}</Opens>{" "}
        {say(up ? "shouldRise" : "shouldFall")}{" "}
        <span class={tone(found.wish)}>
          <Opens of={wishOrigin(network, record, layer, neuron)}>{nudge(found.wish)}</Opens>
        </span>
        . {say("threeWays")}
      </p>
      <Formula tex={found.latex.a} of={{ kind: "activation", layer, neuron }} />
      <fieldset class="avenues">
        <legend>{say("gainOf")}</legend>
        {AVENUES.map((each, i) => {
          const words = say(WORDS[each][found.bias_nudge >= 0 ? 0 : 1]);
          return (
            <div key={each} class={avenue.value === each ? "on" : ""}>
              <label class="switch">
                <input
                  type="radio"
                  name="avenue"
                  checked={avenue.value === each}
                  onChange={() => {
                    avenue.value = each;
                  }}
                />
                <span>
                  {words}
                  {i === best && <small> {say("largestEffect")}</small>}
                </span>
              </label>
              <span class="gain">
                <svg class="gain-bar" viewBox="0 0 60 10" aria-hidden="true">
                  <rect
                    class="positive"
                    y={1}
                    width={(60 * (found.gains[i] as number)) / most}
                    height={8}
                  />
                </svg>
                <Opens of={gainOrigin(found, i as 0 | 1 | 2, words)}>
                  {plain(found.gains[i] as number)}
                </Opens>
              </span>
            </div>
          );
        })}
      </fieldset>
      <Formula tex={found.latex.nudge} of={slope} />
      <Formula tex={found.latex[avenue.value]} of={slope} />
      <Changes {...props} found={found} which={avenue.value} />
    </>
  );
}

function Changes(props: PanelProps & { found: AvenuesRecord; which: Avenue }) {
  const { network, record, asker, found, which } = props;
  const { layer, neuron } = asker;
  if (which === "bias") {
    const place = { index: 0, layer, neuron, source: null };
    return (
      <p>
        {say("changeBias")}{" "}
        <span class={tone(found.bias_nudge)}>
          <Opens of={nudgeOrigin(network, place, found.bias_nudge)}>
            {nudge(found.bias_nudge)}
          </Opens>
        </span>
      </p>
    );
  }
  const weights = which === "weights";
  const values = weights ? found.weight_nudges : found.input_nudges;
  const named = strongest(values, MOST);
  const most = Math.abs(values[named[0] ?? 0] ?? 0) || 1;
  return (
    <table class="terms wishes">
      <caption>{say(weights ? "weightsText" : "inputsText")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("from")}</th>
          <th scope="col" class="number">
            {weights ? "a" : "w"}
          </th>
          <th scope="col" class="number" colSpan={2}>
            {say(weights ? "changeW" : "changeA")}
          </th>
        </tr>
      </thead>
      <tbody>
        {named.map((k) => (
          <tr key={k}>
            <th scope="row">{nameOf(network, layer - 1, k)}</th>
            <td class="number">
              {weights ? (
                <Opens
                  of={{ kind: layer === 1 ? "input" : "activation", layer: layer - 1, neuron: k }}
                >
                  {plain(found.inputs[k] as number)}
                </Opens>
              ) : (
                <Opens of={{ kind: "weight", layer, neuron, source: k }}>
                  {nudge(found.weights[k] as number)}
                </Opens>
              )}
            </td>
            <WishBar value={values[k] as number} most={most} />
            <td class={`number ${tone(values[k] as number)}`}>
              <Opens
                of={
                  weights
                    ? nudgeOrigin(
                        network,
                        { index: 0, layer, neuron, source: k },
                        values[k] as number,
                      )
                    : askedOrigin(network, record, layer - 1, neuron, k)
                }
              >
                {nudge(values[k] as number)}
              </Opens>
            </td>
          </tr>
        ))}
        {values.length > named.length && (
          <tr class="rest">
            <th scope="row" colSpan={4}>
              {say("others", { count: whole(values.length - named.length) })}
            </th>
          </tr>
        )}
      </tbody>
    </table>
  );
}
