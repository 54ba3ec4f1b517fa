/** The three avenues of one neuron: its bias, its weights, the activations before it. */

import type { AvenuesRecord } from "../../api/records/backprop";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { neuronName } from "../../i18n/names";
import { formatCount, formatNudge, formatPlain, signClass } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestIndices } from "../../maths/strongest";
import {
  gainExplanation,
  nudgeExplanation,
  singleWishExplanation,
  wishExplanation,
} from "./explanations";
import type { PanelProps } from "./panelProps";

import { AVENUES, type Avenue, selectedAvenue } from "./urlState";
import { WishBar } from "./WishBar";

/** How many of the weights and activations are named. */
const MAX_NAMED = 8;

const AVENUE_TEXTS = {
  bias: ["avenueBiasUp", "avenueBiasDown"],
  weights: ["avenueWeightsUp", "avenueWeightsDown"],
  inputs: ["avenueInputs", "avenueInputs"],
} as const;

export function AvenuesPanel(props: PanelProps & { avenues: AvenuesRecord | null }) {
  const { network, record, asker, avenues: avenuesRecord } = props;
  if (!avenuesRecord) return <p class="quiet-text" aria-busy="true" />;
  const name = neuronName(network, asker.layer, asker.neuron);
  const up = (avenuesRecord.wish ?? 0) > 0;
  const largest = Math.max(...avenuesRecord.gains, 1e-300);
  const best = avenuesRecord.gains.indexOf(Math.max(...avenuesRecord.gains));
  const { layer, neuron } = asker;
  const slope = { kind: "dC_dz", layer, neuron } as const;
  return (
    <>
      <p>
        {name} {t("isNow")}{" "}
        <ExplainButton of={{ kind: "activation", layer, neuron }}>
          {formatPlain(avenuesRecord.a)}
        </ExplainButton>{" "}
        {t(up ? "shouldRise" : "shouldFall")}{" "}
        <span class={signClass(avenuesRecord.wish)}>
          <ExplainButton of={wishExplanation(network, record, layer, neuron)}>
            {formatNudge(avenuesRecord.wish)}
          </ExplainButton>
        </span>
        . {t("threeWays")}
      </p>
      <Formula tex={avenuesRecord.latex.a} of={{ kind: "activation", layer, neuron }} />
      <fieldset class="avenues">
        <legend>{t("gainOf")}</legend>
        {AVENUES.map((each, i) => {
          const words = t(AVENUE_TEXTS[each][avenuesRecord.bias_nudge >= 0 ? 0 : 1]);
          return (
            <div key={each} class={selectedAvenue.value === each ? "selected" : ""}>
              <label class="switch">
                <input
                  type="radio"
                  name="avenue"
                  checked={selectedAvenue.value === each}
                  onChange={() => {
                    selectedAvenue.value = each;
                  }}
                />
                <span>
                  {words}
                  {i === best && <small> {t("largestEffect")}</small>}
                </span>
              </label>
              <span class="gain">
                <svg class="gain-bar" viewBox="0 0 60 10" aria-hidden="true">
                  <rect
                    class="positive"
                    y={1}
                    width={(60 * (avenuesRecord.gains[i] as number)) / largest}
                    height={8}
                  />
                </svg>
                <ExplainButton of={gainExplanation(avenuesRecord, i as 0 | 1 | 2, words)}>
                  {formatPlain(avenuesRecord.gains[i] as number)}
                </ExplainButton>
              </span>
            </div>
          );
        })}
      </fieldset>
      <Formula tex={avenuesRecord.latex.nudge} of={slope} />
      <Formula tex={avenuesRecord.latex[selectedAvenue.value]} of={slope} />
      <AvenueChanges {...props} avenuesRecord={avenuesRecord} avenue={selectedAvenue.value} />
    </>
  );
}

function AvenueChanges(props: PanelProps & { avenuesRecord: AvenuesRecord; avenue: Avenue }) {
  const { network, record, asker, avenuesRecord, avenue } = props;
  const { layer, neuron } = asker;
  if (avenue === "bias") {
    const place = { index: 0, layer, neuron, source: null };
    return (
      <p>
        {t("changeBias")}{" "}
        <span class={signClass(avenuesRecord.bias_nudge)}>
          <ExplainButton of={nudgeExplanation(network, place, avenuesRecord.bias_nudge)}>
            {formatNudge(avenuesRecord.bias_nudge)}
          </ExplainButton>
        </span>
      </p>
    );
  }
  const weights = avenue === "weights";
  const values = weights ? avenuesRecord.weight_nudges : avenuesRecord.input_nudges;
  const named = strongestIndices(values, MAX_NAMED);
  const largest = Math.abs(values[named[0] ?? 0] ?? 0) || 1;
  return (
    <table class="terms wish-table">
      <caption>{t(weights ? "weightsText" : "inputsText")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("from")}</th>
          <th scope="col" class="number">
            {weights ? "a" : "w"}
          </th>
          <th scope="col" class="number" colSpan={2}>
            {t(weights ? "changeW" : "changeA")}
          </th>
        </tr>
      </thead>
      <tbody>
        {named.map((k) => (
          <tr key={k}>
            <th scope="row">{neuronName(network, layer - 1, k)}</th>
            <td class="number">
              {weights ? (
                <ExplainButton
                  of={{ kind: layer === 1 ? "input" : "activation", layer: layer - 1, neuron: k }}
                >
                  {formatPlain(avenuesRecord.inputs[k] as number)}
                </ExplainButton>
              ) : (
                <ExplainButton of={{ kind: "weight", layer, neuron, source: k }}>
                  {formatNudge(avenuesRecord.weights[k] as number)}
                </ExplainButton>
              )}
            </td>
            <WishBar value={values[k] as number} scaleMax={largest} />
            <td class={`number ${signClass(values[k] as number)}`}>
              <ExplainButton
                of={
                  weights
                    ? nudgeExplanation(
                        network,
                        { index: 0, layer, neuron, source: k },
                        values[k] as number,
                      )
                    : singleWishExplanation(network, record, layer - 1, neuron, k)
                }
              >
                {formatNudge(values[k] as number)}
              </ExplainButton>
            </td>
          </tr>
        ))}
        {values.length > named.length && (
          <tr class="rest">
            <th scope="row" colSpan={4}>
              {t("others", { count: formatCount(values.length - named.length) })}
            </th>
          </tr>
        )}
      </tbody>
    </table>
  );
}
