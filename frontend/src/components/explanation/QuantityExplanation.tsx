/** A number of the network, explained by the server: its formula and the parts it is made of. */

import type { NetworkParameters } from "../../api/messages";
import type { ExampleRef, OriginRecord, Quantity, QuantityKind } from "../../api/records/quantity";
import { useQuery } from "../../api/useQuery";
import { exampleName, quantityName, quantityPartName } from "../../i18n/names";
import { formatCompact, formatCount } from "../../i18n/numbers";
import { type TextKey, t } from "../../i18n/translate";
import { activations, input, inputSource, isInputEmpty, label } from "../../state/input";
import { loadedNetwork, pausedModelQuery } from "../../state/model";

import { ExplainButton } from "../ExplainButton";
import { Formula } from "../Formula";

/** What the server cannot say of numbers that are made of nothing else. */
const GIVEN_TEXTS: Partial<Record<QuantityKind, TextKey>> = {
  input: "fromInput",
  activation: "fromInput",
  target: "fromLabel",
  initial: "fromInitialisation",
  training_change: "fromTraining",
  manual_change: "fromManualChange",
  weight: "fromUnknown",
  bias: "fromUnknown",
};

export function QuantityExplanation({ quantity }: { quantity: Quantity }) {
  const network = loadedNetwork.value;
  const { example, ...quantityFields } = quantity;
  const isLabelKnown = example !== undefined || inputSource.value.kind === "example";
  const hasNoInput = isInputEmpty.value && !example;
  const query = useQuery<OriginRecord>(
    "explain/origin",
    hasNoInput
      ? null
      : {
          ...pausedModelQuery(),
          input: example ?? input.value,
          label: isLabelKnown ? null : label.value,
          quantity: quantityFields,
        },
    activations.value,
  );
  if (!network) return null;
  if (hasNoInput) return <span>{t("needsExample")}</span>;
  const record = query.isCurrent ? query.data : null;
  return (
    <>
      {example && <span class="quiet-text">{exampleName(example)}</span>}
      <h2>
        {quantityName(network, quantity)}
        {record && <span class="number total"> {formatCompact(record.value)}</span>}
      </h2>
      {record && <Breakdown record={record} network={network} example={example} />}
      {!record && query.error && <span>{query.error}</span>}
    </>
  );
}

interface BreakdownProps {
  record: OriginRecord;
  network: NetworkParameters;
  /** Where that is not the one in view: its parts are of the same. */
  example: ExampleRef | undefined;
}

function Breakdown({ record, network, example }: BreakdownProps) {
  const { quantity, rule } = record;
  let given = rule === "given" ? GIVEN_TEXTS[quantity.kind] : undefined;
  if (given === "fromInput" && !network.image_shape) given = "fromInputNumber";
  const isTrained = quantity.kind === "weight" || quantity.kind === "bias";
  return (
    <>
      <Formula tex={record.latex.formula} />
      {given && <span>{t(given)}</span>}
      {record.parts.length > 0 && (
        <PartsTable record={record} network={network} example={example} />
      )}
      {isTrained && (
        <span class="slope-of">
          <ExplainButton
            of={{ ...quantity, example, kind: quantity.kind === "bias" ? "dC_db" : "dC_dw" }}
          >
            {t("itsSlope")}
          </ExplainButton>
        </span>
      )}
    </>
  );
}

function PartsTable({ record, network, example }: BreakdownProps) {
  const isSum = record.rule === "sum";
  const largest = Math.max(...record.parts.map((part) => Math.abs(part.value ?? 0)), 1e-300);
  return (
    <table class="terms quantity-parts">
      <tbody>
        {record.parts.map((part, i) => (
          <tr key={JSON.stringify(part.quantity)}>
            <td class="symbol">
              <Formula tex={record.latex.parts[i] as string} />
            </td>
            <th scope="row">{quantityPartName(network, part.quantity)}</th>
            <td class={`number ${(part.value ?? 0) < 0 ? "negative" : "positive"}`}>
              <ExplainButton of={{ ...part.quantity, example }}>
                {formatCompact(part.value)}
              </ExplainButton>
            </td>
            {isSum && <Bar share={(part.value ?? 0) / largest} />}
          </tr>
        ))}
        {record.n_left_out > 0 && (
          <tr class="rest">
            <th scope="row" colSpan={2}>
              {t("leftOut", { count: formatCount(record.n_left_out) })}
            </th>
            <td class="number">{formatCompact(record.remainder)}</td>
            <Bar share={Math.max(-1, Math.min(1, record.remainder / largest))} />
          </tr>
        )}
      </tbody>
      {isSum && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("sumRow")}
            </th>
            <td class="number total">{formatCompact(record.value)}</td>
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
