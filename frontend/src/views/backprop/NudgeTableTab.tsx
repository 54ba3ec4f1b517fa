/** The table of nudges: what each example asks of each weight, and the average growing into −∇C. */
import { type ExamplesRecord, useAnswer, useSlow } from "../../api/query";
import type { GrowingRecord, TableRecord } from "../../api/records/backprop";
import { Picture } from "../../charts/GrayscaleImage";
import { say } from "../../i18n/translate";
import { opened, shown, standing } from "../../state/state";
import { TableCells } from "./NudgeTable";
import { Growing } from "./RunningAverage";
import { asked, at, from, part, rowsOf, set } from "./urlState";

export const COLUMNS = 6;
const ROWS = 8;

export function TableView() {
  const network = opened.value;
  const layers = network ? network.sizes.length - 1 : 0;
  const layer = rowsOf.value > layers ? 0 : rowsOf.value;
  const about = network ? { ...standing(), set: set.value } : null;
  const grown = useSlow<GrowingRecord>(
    "explain/growing_average",
    about && { ...about, layer: layer || null, most: ROWS },
  );
  const n = grown.answer?.n_examples;
  const first = Math.max(Math.min(from.value, (n ?? from.value + COLUMNS) - COLUMNS), 0);
  const columns = Array.from({ length: Math.min(COLUMNS, n ?? COLUMNS) }, (_, i) => first + i);
  const table = useSlow<TableRecord>(
    "explain/table",
    about && grown.answer && !grown.waiting
      ? { ...about, columns, parameters: grown.answer.parameters }
      : null,
  );
  const pictures = useAnswer<ExamplesRecord>(
    "examples",
    about && grown.answer && !grown.waiting ? { ...about, numbers: columns } : null,
  );
  if (!network) return <section aria-busy="true" />;
  const refused = grown.refused ?? table.refused;
  const growing = grown.answer;
  return (
    <section class="nudge-table" aria-label={say("theTable")}>
      <div class="told">
        <h2>{say("theTable")}</h2>
        <p>{say("tableText")}</p>
      </div>
      <Choices layers={layers} first={first} />
      {refused && <p class="notice">{refused}</p>}
      {growing && table.answer && table.answer.places.length === growing.places.length ? (
        <>
          <Growing growing={growing} />
          <div class="scroll">
            <TableCells
              network={network}
              table={table.answer}
              growing={growing}
              waiting={table.waiting || grown.waiting}
              head={(column, i) => (
                <button
                  type="button"
                  class="sample"
                  title={say("walkThrough")}
                  aria-label={say("walkThroughThis", {
                    number: column,
                    label: network.classes[table.answer?.labels[i] ?? 0] ?? "",
                  })}
                  onClick={() => {
                    shown.value = { kind: "example", set: set.value, number: column };
                    at.value = 1;
                    part.value = "example";
                  }}
                >
                  {network.image_shape && (
                    <Picture inputs={pictures?.inputs[i]} shape={network.image_shape} />
                  )}
                  <span>
                    {network.classes[table.answer?.labels[i] ?? 0]} <small>#{column}</small>
                  </span>
                </button>
              )}
            />
          </div>
          <p class="quiet-text">{say("tableThen")}</p>
        </>
      ) : (
        !refused && <p class="quiet-text computing">{say("computing")}</p>
      )}
    </section>
  );
}

function Choices({ layers, first }: { layers: number; first: number }) {
  const page = (by: number) => {
    from.value = Math.max(first + by * COLUMNS, 0);
  };
  return (
    <div class="choices">
      <label class="knob">
        {say("rowsShown")}
        <select
          value={rowsOf.value > layers ? 0 : rowsOf.value}
          onChange={(event) => {
            rowsOf.value = Number(event.currentTarget.value);
          }}
        >
          <option value={0}>{say("anyLayer")}</option>
          {Array.from({ length: layers }, (_, i) => (
            <option key={i} value={i + 1}>
              {say("layerOf", { layer: i + 1 })}
            </option>
          ))}
        </select>
      </label>
      <label class="knob">
        {say("over")}
        <select
          value={set.value}
          onChange={(event) => {
            set.value = event.currentTarget.value as "train" | "test";
            from.value = 0;
            asked.value = 1;
          }}
        >
          <option value="train">{say("trainingExamples")}</option>
          <option value="test">{say("testExamples")}</option>
        </select>
      </label>
      <div class="knob">
        <button type="button" aria-label={say("earlier")} onClick={() => page(-1)}>
          ‹
        </button>
        <label>
          {say("examplesFrom")}
          <input
            type="number"
            min={0}
            value={first}
            onChange={(event) => {
              const typed = event.currentTarget.valueAsNumber;
              if (Number.isInteger(typed) && typed >= 0) from.value = typed;
            }}
          />
        </label>
        <button type="button" aria-label={say("later")} onClick={() => page(1)}>
          ›
        </button>
      </div>
    </div>
  );
}
