/** The nudges of each example to each weight, and their running average, which approaches −∇C. */

import type { RunningAverageRecord, TableRecord } from "../../api/records/backprop";
import type { ExamplesRecord } from "../../api/records/examples";
import { useDebouncedQuery, useQueryData } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { t } from "../../i18n/translate";
import { inputSource } from "../../state/input";
import { loadedNetwork, pausedModelQuery } from "../../state/model";

import { NudgeTable } from "./NudgeTable";
import { RunningAverage } from "./RunningAverage";
import { activeTab, averageCount, firstExample, tableLayer, tableSet, walkStep } from "./urlState";

export const COLUMN_COUNT = 6;
const ROW_COUNT = 8;

export function NudgeTableTab() {
  const network = loadedNetwork.value;
  const layers = network ? network.sizes.length - 1 : 0;
  const layer = tableLayer.value > layers ? 0 : tableLayer.value;
  const query = network ? { ...pausedModelQuery(), set: tableSet.value } : null;
  const averageQuery = useDebouncedQuery<RunningAverageRecord>(
    "explain/running-average",
    query && { ...query, layer: layer || null, most: ROW_COUNT },
  );
  const n = averageQuery.data?.n_examples;
  const first = Math.max(
    Math.min(firstExample.value, (n ?? firstExample.value + COLUMN_COUNT) - COLUMN_COUNT),
    0,
  );
  const columns = Array.from(
    { length: Math.min(COLUMN_COUNT, n ?? COLUMN_COUNT) },
    (_, i) => first + i,
  );
  const tableQuery = useDebouncedQuery<TableRecord>(
    "explain/table",
    query && averageQuery.data && !averageQuery.isLoading
      ? { ...query, columns, parameters: averageQuery.data.parameters }
      : null,
  );
  const pictures = useQueryData<ExamplesRecord>(
    "examples",
    query && averageQuery.data && !averageQuery.isLoading ? { ...query, numbers: columns } : null,
  );
  if (!network) return <section aria-busy="true" />;
  const refused = averageQuery.error ?? tableQuery.error;
  const average = averageQuery.data;
  return (
    <section class="nudge-table" aria-label={t("theTable")}>
      <div class="table-intro">
        <h2>{t("theTable")}</h2>
        <p>{t("tableText")}</p>
      </div>
      <TableSettings layers={layers} first={first} />
      {refused && <p class="notice">{refused}</p>}
      {average && tableQuery.data && tableQuery.data.places.length === average.places.length ? (
        <>
          <RunningAverage averages={average} />
          <div class="scroll">
            <NudgeTable
              network={network}
              table={tableQuery.data}
              averages={average}
              waiting={tableQuery.isLoading || averageQuery.isLoading}
              head={(column, i) => (
                <button
                  type="button"
                  class="sample"
                  title={t("walkThrough")}
                  aria-label={t("walkThroughThis", {
                    number: column,
                    label: network.classes[tableQuery.data?.labels[i] ?? 0] ?? "",
                  })}
                  onClick={() => {
                    inputSource.value = { kind: "example", set: tableSet.value, number: column };
                    walkStep.value = 1;
                    activeTab.value = "example";
                  }}
                >
                  {network.image_shape && (
                    <GrayscaleImage inputs={pictures?.inputs[i]} shape={network.image_shape} />
                  )}
                  <span>
                    {network.classes[tableQuery.data?.labels[i] ?? 0]} <small>#{column}</small>
                  </span>
                </button>
              )}
            />
          </div>
          <p class="quiet-text">{t("tableThen")}</p>
        </>
      ) : (
        !refused && <p class="quiet-text computing">{t("computing")}</p>
      )}
    </section>
  );
}

function TableSettings({ layers, first }: { layers: number; first: number }) {
  const page = (by: number) => {
    firstExample.value = Math.max(first + by * COLUMN_COUNT, 0);
  };
  return (
    <div class="controls">
      <label class="field">
        {t("rowsShown")}
        <select
          value={tableLayer.value > layers ? 0 : tableLayer.value}
          onChange={(event) => {
            tableLayer.value = Number(event.currentTarget.value);
          }}
        >
          <option value={0}>{t("anyLayer")}</option>
          {Array.from({ length: layers }, (_, i) => (
            <option key={i} value={i + 1}>
              {t("layerOf", { layer: i + 1 })}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t("over")}
        <select
          value={tableSet.value}
          onChange={(event) => {
            tableSet.value = event.currentTarget.value as "train" | "test";
            firstExample.value = 0;
            averageCount.value = 1;
          }}
        >
          <option value="train">{t("trainingExamples")}</option>
          <option value="test">{t("testExamples")}</option>
        </select>
      </label>
      <div class="field">
        <button type="button" aria-label={t("earlier")} onClick={() => page(-1)}>
          ‹
        </button>
        <label>
          {t("examplesFrom")}
          <input
            type="number"
            min={0}
            value={first}
            onChange={(event) => {
              const typed = event.currentTarget.valueAsNumber;
              if (Number.isInteger(typed) && typed >= 0) firstExample.value = typed;
            }}
          />
        </label>
        <button type="button" aria-label={t("later")} onClick={() => page(1)}>
          ›
        </button>
      </div>
    </div>
  );
}
