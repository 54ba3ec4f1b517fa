/** A number of the network, opened by the server: what it is made of, and what that is made of. */
import { type OriginRecord, useAsked } from "../api";
import { Formula } from "../marks/Formula";
import type { Opened } from "../messages";
import { exampleName, partName, quantityName } from "../names";
import { empty, input, label, opened, seen, shown, standing } from "../state";
import { say, short, type Word, whole } from "../words";
import type { Example, Kind, Quantity } from "./asked";
import { Opens } from "./Opens";

/** What the server cannot say of numbers that are made of nothing else. */
const GIVEN: Partial<Record<Kind, Word>> = {
  input: "fromInput",
  activation: "fromInput",
  desired: "fromLabel",
  beginning: "fromInitialisation",
  learned: "fromTraining",
  by_hand: "fromManualChange",
  weight: "fromUnknown",
  bias: "fromUnknown",
};

export function OfNetwork({ quantity }: { quantity: Quantity }) {
  const network = opened.value;
  const { example, ...what } = quantity;
  const known = example !== undefined || shown.value.kind === "example";
  const nothing = empty.value && !example;
  const asked = useAsked<OriginRecord>(
    "explain/origin",
    nothing
      ? null
      : {
          ...standing(),
          input: example ?? input.value,
          label: known ? null : label.value,
          quantity: what,
        },
    seen.value,
  );
  if (!network) return null;
  if (nothing) return <span>{say("needsExample")}</span>;
  const record = asked.current ? asked.answer : null;
  return (
    <>
      {example && <span class="quiet-text">{exampleName(example)}</span>}
      <h2>
        {quantityName(network, quantity)}
        {record && <span class="number total"> {short(record.value)}</span>}
      </h2>
      {record && <Opening record={record} network={network} example={example} />}
      {!record && asked.refused && <span>{asked.refused}</span>}
    </>
  );
}

interface OfExample {
  record: OriginRecord;
  network: Opened;
  /** Where that is not the one in view: its parts are of the same. */
  example: Example | undefined;
}

function Opening({ record, network, example }: OfExample) {
  const { quantity, rule } = record;
  let given = rule === "given" ? GIVEN[quantity.kind] : undefined;
  if (given === "fromInput" && !network.image_shape) given = "fromInputNumber";
  const learns = quantity.kind === "weight" || quantity.kind === "bias";
  return (
    <>
      <Formula tex={record.latex.formula} />
      {given && <span>{say(given)}</span>}
      {record.parts.length > 0 && <Parts record={record} network={network} example={example} />}
      {learns && (
        <span class="slope-of">
          <Opens of={{ ...quantity, example, kind: `slope_of_${quantity.kind}` as Kind }}>
            {say("itsSlope")}
          </Opens>
        </span>
      )}
    </>
  );
}

function Parts({ record, network, example }: OfExample) {
  const sums = record.rule === "sum";
  const most = Math.max(...record.parts.map((part) => Math.abs(part.value ?? 0)), 1e-300);
  return (
    <table class="terms parts">
      <tbody>
        {record.parts.map((part, i) => (
          <tr key={JSON.stringify(part.quantity)}>
            <td class="symbol">
              <Formula tex={record.latex.parts[i] as string} />
            </td>
            <th scope="row">{partName(network, part.quantity)}</th>
            <td class={`number ${(part.value ?? 0) < 0 ? "negative" : "positive"}`}>
              <Opens of={{ ...part.quantity, example }}>{short(part.value)}</Opens>
            </td>
            {sums && <Bar share={(part.value ?? 0) / most} />}
          </tr>
        ))}
        {record.n_left_out > 0 && (
          <tr class="rest">
            <th scope="row" colSpan={2}>
              {say("leftOut", { count: whole(record.n_left_out) })}
            </th>
            <td class="number">{short(record.left_out)}</td>
            <Bar share={Math.max(-1, Math.min(1, record.left_out / most))} />
          </tr>
        )}
      </tbody>
      {sums && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {say("sumRow")}
            </th>
            <td class="number total">{short(record.value)}</td>
            <td />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <td class="bar">
      <svg viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect
          class={share < 0 ? "negative" : "positive"}
          x={share < 0 ? 50 * share : 0}
          y={1}
          width={50 * Math.abs(share)}
          height={8}
        />
      </svg>
    </td>
  );
}
