/** The confusion matrix: actual against predicted class, and the digits in each cell. */

import type { NetworkParameters } from "../../api/messages";
import type { ConfusionRecord } from "../../api/records/inspect";
import { useQuery } from "../../api/useQuery";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExampleGallery } from "../../components/ExampleGallery";
import { ExplainButton } from "../../components/ExplainButton";
import { formatFixed, formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { loadedNetwork, modelQuery } from "../../state/model";
import { runState } from "../../state/runs";

import { selectedCell } from "./urlState";

/** As many digits of a cell as have room. */
const MAX_DIGITS = 60;

export function ConfusionTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const query = useQuery<ConfusionRecord>(
    "analyse/confusion",
    { ...modelQuery(), cell: existingCell(network) },
    runState.value?.step,
  );
  const record = query.data;
  return (
    <>
      <p class="lead">{t("confusionLead")}</p>
      {record ? (
        <Matrix record={record} network={network} />
      ) : (
        <ComputingStatus refused={query.error} />
      )}
    </>
  );
}

/** The cell that is open, if the network has it. */
function existingCell(network: NetworkParameters): [number, number] | null {
  const within = selectedCell.value?.every((of) => of < network.classes.length);
  return within ? selectedCell.value : null;
}

function Matrix({ record, network }: { record: ConfusionRecord; network: NetworkParameters }) {
  const n = record.counts.length;
  const wrong = record.counts.map((row, i) => row.map((count, j) => (i === j ? 0 : count)));
  const worst = Math.max(1, ...wrong.flat());
  const moveByKey = (event: KeyboardEvent, i: number, j: number) => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[
      event.key
    ];
    if (!by) return;
    event.preventDefault();
    const [row, column] = [(i + (by[0] as number) + n) % n, (j + (by[1] as number) + n) % n];
    document.querySelector<HTMLElement>(`[data-cell="${row}.${column}"]`)?.focus();
  };
  const [label, said] = existingCell(network) ?? [-1, -1];
  return (
    <div class="confusion">
      <table class="matrix">
        <caption>
          {t("accuracy")}{" "}
          <ExplainButton of={() => accuracyExplanation(record)}>
            {formatPercent(record.accuracy)}
          </ExplainButton>
        </caption>
        <thead>
          <tr>
            <td class="corner">{t("actualPredicted")}</td>
            {network.classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" class="share">
              {t("recall")}
            </th>
          </tr>
        </thead>
        <tbody>
          {record.counts.map((row, i) => (
            <tr key={network.classes[i]}>
              <th scope="row">{network.classes[i]}</th>
              {row.map((count, j) => (
                <td key={network.classes[j]}>
                  <button
                    type="button"
                    data-cell={`${i}.${j}`}
                    tabindex={(label < 0 ? i + j === 0 : i === label && j === said) ? 0 : -1}
                    class={`cell ${i === j ? "is-right" : "is-wrong"}`}
                    aria-pressed={i === label && j === said}
                    aria-label={t("cellOf", {
                      count,
                      label: network.classes[i] as string,
                      said: network.classes[j] as string,
                    })}
                    style={{
                      "--share": String(
                        i === j ? (record.recall[i] ?? 0) * 0.45 : Math.sqrt(count / worst) * 0.5,
                      ),
                    }}
                    onKeyDown={(event) => moveByKey(event, i, j)}
                    onClick={() => {
                      selectedCell.value = i === label && j === said ? null : [i, j];
                    }}
                  >
                    {count || ""}
                  </button>
                </td>
              ))}
              <td class="share number">
                <ExplainButton of={() => recallExplanation(record, network, i)}>
                  {formatPercent(record.recall[i] ?? null)}
                </ExplainButton>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" class="share">
              {t("precision")}
            </th>
            {record.precision.map((share, j) => (
              <td class="share number" key={network.classes[j]}>
                <ExplainButton of={() => precisionExplanation(record, network, j)}>
                  {share === null ? "–" : formatFixed(100 * share, 0)}
                </ExplainButton>
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
      <section class="cell-digits" aria-live="polite">
        {record.cell && label >= 0 ? (
          <ExampleGallery
            title={t("cellOf", {
              count: record.counts[label]?.[said] ?? 0,
              label: network.classes[label] ?? "",
              said: network.classes[said] ?? "",
            })}
            numbers={record.cell.slice(0, MAX_DIGITS)}
            caption={(i) => String(record.cell?.[i])}
          />
        ) : (
          <p class="quiet-text">{t("clickCell")}</p>
        )}
      </section>
    </div>
  );
}

function accuracyExplanation(record: ConfusionRecord) {
  const all = record.counts.flat().reduce((sum, count) => sum + count, 0);
  const right = record.counts.reduce((sum, row, i) => sum + (row[i] as number), 0);
  return {
    title: t("accuracy"),
    value: formatPercent(record.accuracy),
    tex: `\\frac{${right}}{${all}}`,
    text: t("accuracyWhy"),
  };
}

function recallExplanation(record: ConfusionRecord, network: NetworkParameters, i: number) {
  const row = record.counts[i] as number[];
  return {
    title: `${t("recall")}: ${network.classes[i]}`,
    value: formatPercent(record.recall[i] ?? null),
    tex: `\\frac{${row[i]}}{${row.reduce((sum, count) => sum + count, 0)}}`,
    text: t("recallWhy", { name: network.classes[i] as string }),
  };
}

function precisionExplanation(record: ConfusionRecord, network: NetworkParameters, j: number) {
  const column = record.counts.map((row) => row[j] as number);
  return {
    title: `${t("precision")}: ${network.classes[j]}`,
    value: formatPercent(record.precision[j] ?? null),
    tex: `\\frac{${column[j]}}{${column.reduce((sum, count) => sum + count, 0)}}`,
    text: t("precisionWhy", { name: network.classes[j] as string }),
  };
}
