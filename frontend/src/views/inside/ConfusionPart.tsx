/** The confusion matrix: what they are, what it says, and the digits behind each cell. */
import { useAsked } from "../../api";
import { Gallery } from "../../marks/Gallery";
import type { Opened } from "../../messages";
import { Opens } from "../../origin/Opens";
import { about, opened, trained } from "../../state";
import { fixed, percent, say } from "../../words";
import { Computing } from "./Computing";
import { cell } from "./here";
import type { ConfusionRecord } from "./records";

/** As many digits of a cell as have room. */
const MOST = 60;

export function ConfusionPart() {
  const network = opened.value as Opened;
  const asked = useAsked<ConfusionRecord>(
    "analyse/confusion",
    { ...about(), cell: cellOf(network) },
    trained.value?.step,
  );
  const record = asked.answer;
  return (
    <>
      <p class="lead">{say("confusionLead")}</p>
      {record ? (
        <Matrix record={record} network={network} />
      ) : (
        <Computing refused={asked.refused} />
      )}
    </>
  );
}

/** The cell that is open, if the network has it. */
function cellOf(network: Opened): [number, number] | null {
  const within = cell.value?.every((of) => of < network.classes.length);
  return within ? cell.value : null;
}

function Matrix({ record, network }: { record: ConfusionRecord; network: Opened }) {
  const n = record.counts.length;
  const wrong = record.counts.map((row, i) => row.map((count, j) => (i === j ? 0 : count)));
  const worst = Math.max(1, ...wrong.flat());
  const walk = (event: KeyboardEvent, i: number, j: number) => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[
      event.key
    ];
    if (!by) return;
    event.preventDefault();
    const [row, column] = [(i + (by[0] as number) + n) % n, (j + (by[1] as number) + n) % n];
    document.querySelector<HTMLElement>(`[data-cell="${row}.${column}"]`)?.focus();
  };
  const [label, said] = cellOf(network) ?? [-1, -1];
  return (
    <div class="confusion">
      <table class="matrix">
        <caption>
          {say("accuracy")}{" "}
          <Opens of={() => becauseAccuracy(record)}>{percent(record.accuracy)}</Opens>
        </caption>
        <thead>
          <tr>
            <td class="corner">{say("actualPredicted")}</td>
            {network.classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" class="share">
              {say("recall")}
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
                    aria-label={say("cellOf", {
                      count,
                      label: network.classes[i] as string,
                      said: network.classes[j] as string,
                    })}
                    style={{
                      "--share": String(
                        i === j ? (record.recall[i] ?? 0) * 0.45 : Math.sqrt(count / worst) * 0.5,
                      ),
                    }}
                    onKeyDown={(event) => walk(event, i, j)}
                    onClick={() => {
                      cell.value = i === label && j === said ? null : [i, j];
                    }}
                  >
                    {count || ""}
                  </button>
                </td>
              ))}
              <td class="share number">
                <Opens of={() => becauseRecall(record, network, i)}>
                  {percent(record.recall[i] ?? null)}
                </Opens>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" class="share">
              {say("precision")}
            </th>
            {record.precision.map((share, j) => (
              <td class="share number" key={network.classes[j]}>
                <Opens of={() => becausePrecision(record, network, j)}>
                  {share === null ? "–" : fixed(100 * share, 0)}
                </Opens>
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
      <section class="cell-digits" aria-live="polite">
        {record.cell && label >= 0 ? (
          <Gallery
            title={say("cellOf", {
              count: record.counts[label]?.[said] ?? 0,
              label: network.classes[label] ?? "",
              said: network.classes[said] ?? "",
            })}
            numbers={record.cell.slice(0, MOST)}
            caption={(i) => String(record.cell?.[i])}
          />
        ) : (
          <p class="quiet-text">{say("clickCell")}</p>
        )}
      </section>
    </div>
  );
}

function becauseAccuracy(record: ConfusionRecord) {
  const all = record.counts.flat().reduce((sum, count) => sum + count, 0);
  const right = record.counts.reduce((sum, row, i) => sum + (row[i] as number), 0);
  return {
    title: say("accuracy"),
    value: percent(record.accuracy),
    tex: `\\frac{${right}}{${all}}`,
    text: say("accuracyWhy"),
  };
}

function becauseRecall(record: ConfusionRecord, network: Opened, i: number) {
  const row = record.counts[i] as number[];
  return {
    title: `${say("recall")}: ${network.classes[i]}`,
    value: percent(record.recall[i] ?? null),
    tex: `\\frac{${row[i]}}{${row.reduce((sum, count) => sum + count, 0)}}`,
    text: say("recallWhy", { name: network.classes[i] as string }),
  };
}

function becausePrecision(record: ConfusionRecord, network: Opened, j: number) {
  const column = record.counts.map((row) => row[j] as number);
  return {
    title: `${say("precision")}: ${network.classes[j]}`,
    value: percent(record.precision[j] ?? null),
    tex: `\\frac{${column[j]}}{${column.reduce((sum, count) => sum + count, 0)}}`,
    text: say("precisionWhy", { name: network.classes[j] as string }),
  };
}
