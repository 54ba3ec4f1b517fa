/** All wishes for a layer: a column of arrows for each that asks, added up in the last. */

import { Opens } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { nameOf } from "../../i18n/names";
import { say } from "../../i18n/translate";
import { askedOrigin, wishOrigin } from "./explanations";
import { nudge, tone } from "./numbers";
import type { PanelProps } from "./StepPanel";
import { receiver as chosen } from "./urlState";
import { Arrow } from "./WishArrow";
import { strongest, strongestInOrder } from "./walkSteps";

/** So many rows and columns are shown, of those that ask or are asked most. */
const [ROWS, COLUMNS] = [16, 16];

export function SumPanel(props: PanelProps & { layer: number; receiver: number }) {
  const { network, record, layer, receiver } = props;
  const here = record.layers[layer];
  const asked = here?.asked;
  if (!here || !asked) return null;
  const last = layer + 1 === network.sizes.length - 1;
  const rows = strongestInOrder(here.wishes, ROWS);
  const columns = strongestInOrder(
    asked.map((row) => Math.hypot(...row)),
    COLUMNS,
  );
  const most = Math.max(...asked.flat().map(Math.abs), 1e-300);
  const largest = Math.max(...here.wishes.map((wish) => Math.abs(wish ?? 0)), 1e-300);
  return (
    <>
      <p>{say(last ? "sumText" : "furtherText", { layer, next: layer + 1 })}</p>
      <Formula tex={record.latex.asked[layer] as string} />
      <table class="sums">
        <caption>{say("sumCaption", { layer })}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((j) => (
              <th key={j} scope="col" title={nameOf(network, layer + 1, j)}>
                {last ? (network.classes[j] ?? j).toString().slice(0, 3) : j}
              </th>
            ))}
            <th scope="col" colSpan={2} class="number">
              {say("sum")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((k) => (
            <tr key={k} class={k === receiver ? "on" : ""}>
              <th scope="row">
                <button
                  type="button"
                  aria-label={nameOf(network, layer, k)}
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
                    <Arrow x={7} y={10} value={asked[j]?.[k] ?? 0} most={most} room={19} />
                  </svg>
                </td>
              ))}
              <td aria-hidden="true">
                <svg class="sum-arrow" viewBox="0 0 14 20" aria-hidden="true">
                  <Arrow x={7} y={10} value={here.wishes[k] ?? 0} most={largest} room={19} />
                </svg>
              </td>
              <td class={`number ${tone(here.wishes[k] ?? null)}`}>
                <Opens of={wishOrigin(network, record, layer, k)}>
                  {nudge(here.wishes[k] ?? null, 3)}
                </Opens>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Addends {...props} asked={asked} />
    </>
  );
}

/** The numbers of one row, and that they add up. */
function Addends(props: PanelProps & { layer: number; receiver: number; asked: number[][] }) {
  const { network, record, layer, receiver, asked } = props;
  const column = asked.map((row) => row[receiver] as number);
  const named = strongest(column, 3);
  const rest = column.reduce((sum, value, j) => (named.includes(j) ? sum : sum + value), 0);
  const wish = record.layers[layer]?.wishes[receiver] ?? null;
  return (
    <div class="adds-up" aria-live="polite">
      <p>{nameOf(network, layer, receiver)}:</p>
      <p class="number">
        {named.map((j) => (
          <span key={j} class="addend">
            <span class={tone(column[j] as number)}>
              <Opens of={askedOrigin(network, record, layer, j, receiver)}>
                {nudge(column[j] as number, 3)}
              </Opens>
            </span>
            <small>{nameOf(network, layer + 1, j)}</small>
          </span>
        ))}
        {column.length > named.length && (
          <span class="addend">
            <span class={tone(rest)}>
              <Opens of={wishOrigin(network, record, layer, receiver)}>{nudge(rest, 3)}</Opens>
            </span>
            <small>{say("others", { count: column.length - named.length })}</small>
          </span>
        )}
        <span class="addend result">
          <span class={tone(wish)}>
            <Opens of={wishOrigin(network, record, layer, receiver)}>= {nudge(wish, 3)}</Opens>
          </span>
          <small>{say("itsWish")}</small>
        </span>
      </p>
    </div>
  );
}
