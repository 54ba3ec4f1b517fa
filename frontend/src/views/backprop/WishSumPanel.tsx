/**
 * All wishes for a layer: a column of arrows for each neuron of the next layer, added up in the
 * last.
 */

import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { neuronName } from "../../i18n/names";
import { formatNudge, signClass } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestIndices, strongestInIndexOrder } from "../../maths/strongest";
import { singleWishExplanation, wishExplanation } from "./explanations";
import type { PanelProps } from "./panelProps";

import { receivingNeuron as chosen } from "./urlState";
import { WishArrow } from "./WishArrow";

/** The rows and columns with the strongest wishes are shown. */
const [MAX_ROWS, MAX_COLUMNS] = [16, 16];

export function WishSumPanel(props: PanelProps & { layer: number; receiver: number }) {
  const { network, record, layer, receiver } = props;
  const layerRecord = record.layers[layer];
  const contributions = layerRecord?.contributions;
  if (!layerRecord || !contributions) return null;
  const last = layer + 1 === network.sizes.length - 1;
  const rows = strongestInIndexOrder(layerRecord.wishes, MAX_ROWS);
  const columns = strongestInIndexOrder(
    contributions.map((row) => Math.hypot(...row)),
    MAX_COLUMNS,
  );
  const largestWish = Math.max(...contributions.flat().map(Math.abs), 1e-300);
  const largestSum = Math.max(...layerRecord.wishes.map((wish) => Math.abs(wish ?? 0)), 1e-300);
  return (
    <>
      <p>{t(last ? "sumText" : "furtherText", { layer, next: layer + 1 })}</p>
      <Formula tex={record.latex.contributions[layer] as string} />
      <table class="wish-sums">
        <caption>{t("sumCaption", { layer })}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((j) => (
              <th key={j} scope="col" title={neuronName(network, layer + 1, j)}>
                {last ? (network.classes[j] ?? j).toString().slice(0, 3) : j}
              </th>
            ))}
            <th scope="col" colSpan={2} class="number">
              {t("sum")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((k) => (
            <tr key={k} class={k === receiver ? "selected" : ""}>
              <th scope="row">
                <button
                  type="button"
                  aria-label={neuronName(network, layer, k)}
                  aria-pressed={k === receiver}
                  onClick={() => {
                    chosen.value = { layer, neuron: k };
                  }}
                >
                  {k}
                </button>
              </th>
              {columns.map((j) => (
                <td key={j} aria-hidden="true">
                  <svg class="sum-arrow" viewBox="0 0 14 20" aria-hidden="true">
                    <WishArrow
                      x={7}
                      y={10}
                      value={contributions[j]?.[k] ?? 0}
                      scaleMax={largestWish}
                      room={19}
                    />
                  </svg>
                </td>
              ))}
              <td aria-hidden="true">
                <svg class="sum-arrow" viewBox="0 0 14 20" aria-hidden="true">
                  <WishArrow
                    x={7}
                    y={10}
                    value={layerRecord.wishes[k] ?? 0}
                    scaleMax={largestSum}
                    room={19}
                  />
                </svg>
              </td>
              <td class={`number ${signClass(layerRecord.wishes[k] ?? null)}`}>
                <ExplainButton of={wishExplanation(network, record, layer, k)}>
                  {formatNudge(layerRecord.wishes[k] ?? null, 3)}
                </ExplainButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Addends {...props} contributions={contributions} />
    </>
  );
}

/** The numbers of one row, and that they add up. */
function Addends(
  props: PanelProps & { layer: number; receiver: number; contributions: number[][] },
) {
  const { network, record, layer, receiver, contributions } = props;
  const column = contributions.map((row) => row[receiver] as number);
  const named = strongestIndices(column, 3);
  const rest = column.reduce((sum, value, j) => (named.includes(j) ? sum : sum + value), 0);
  const wish = record.layers[layer]?.wishes[receiver] ?? null;
  return (
    <div class="wish-addition" aria-live="polite">
      <p>{neuronName(network, layer, receiver)}:</p>
      <p class="number">
        {named.map((j) => (
          <span key={j} class="addend">
            <span class={signClass(column[j] as number)}>
              <ExplainButton of={singleWishExplanation(network, record, layer, j, receiver)}>
                {formatNudge(column[j] as number, 3)}
              </ExplainButton>
            </span>
            <small>{neuronName(network, layer + 1, j)}</small>
          </span>
        ))}
        {column.length > named.length && (
          <span class="addend">
            <span class={signClass(rest)}>
              <ExplainButton of={wishExplanation(network, record, layer, receiver)}>
                {formatNudge(rest, 3)}
              </ExplainButton>
            </span>
            <small>{t("others", { count: column.length - named.length })}</small>
          </span>
        )}
        <span class="addend result">
          <span class={signClass(wish)}>
            <ExplainButton of={wishExplanation(network, record, layer, receiver)}>
              = {formatNudge(wish, 3)}
            </ExplainButton>
          </span>
          <small>{t("itsWish")}</small>
        </span>
      </p>
    </div>
  );
}
