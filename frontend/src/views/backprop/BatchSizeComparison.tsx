/** Full batch and mini-batch descent, compared after equally many examples or steps. */

import { useEffect, useState } from "preact/hooks";
import type { PathRecord, PathsRecord } from "../../api/records/backprop";
import { LineChart } from "../../charts/LineChart";
import { ExplainButton } from "../../components/ExplainButton";
import { lowercaseInSentence } from "../../i18n/names";
import { formatCount, formatDecimal, formatFixed, formatPlain } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { lastIndexAtMost } from "../../maths/search";
import type { Explanation } from "../../state/explanation";
import { prefersReducedMotion } from "../../state/theme";

import { TrajectoryChart } from "./TrajectoryChart";
import { comparisonPosition } from "./urlState";

/** The animation: milliseconds between its frames, and how many there are. */
const [FRAME_MS, FRAME_COUNT] = [60, 150];

export function BatchSizeComparison({ record }: { record: PathsRecord }) {
  const { full_batch: fullBatch, mini_batch: miniBatch } = record;
  const bySteps = fullBatch.costs.length === miniBatch.costs.length;
  // What goes on for both: examples looked at, or steps.
  const positions = (path: PathRecord) =>
    bySteps ? path.costs.map((_, step) => step) : path.examples_seen;
  const end = Math.max(positions(fullBatch).at(-1) ?? 0, positions(miniBatch).at(-1) ?? 0);
  const position = Math.min(comparisonPosition.value, end);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    if (position >= end) {
      setPlaying(false);
      return;
    }
    const soon = window.setTimeout(() => {
      comparisonPosition.value = Math.min(position + Math.ceil(end / FRAME_COUNT), end);
    }, FRAME_MS);
    return () => clearTimeout(soon);
  }, [playing, position, end]);
  const indices = {
    fullBatch: lastIndexAtMost(positions(fullBatch), position),
    miniBatch: lastIndexAtMost(positions(miniBatch), position),
  };
  return (
    <>
      <div class="row">
        <button
          type="button"
          class="play"
          onClick={() => {
            if (prefersReducedMotion()) {
              comparisonPosition.value = end;
              return;
            }
            if (!playing && position >= end) comparisonPosition.value = 0;
            setPlaying(!playing);
          }}
        >
          {playing ? `❚❚ ${t("pause")}` : `▶ ${t("descend")}`}
        </button>
      </div>
      <label class="time-slider">
        {t(bySteps ? "stepsEach" : "examplesProcessed")}
        <input
          type="range"
          min={0}
          max={end}
          value={position}
          onInput={(event) => {
            setPlaying(false);
            comparisonPosition.value = event.currentTarget.valueAsNumber;
          }}
        />
        <output class="number">{formatCount(position)}</output>
      </label>
      <table class="terms comparison-table">
        <thead>
          <tr>
            <th scope="col">{t("descentColumn")}</th>
            <th scope="col" class="number">
              {t("stepsTaken")}
            </th>
            <th scope="col" class="number">
              {lowercaseInSentence(t("examplesProcessed"))}
            </th>
            <th scope="col" class="number">
              {t("costThere")}
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="fullBatch" at={indices.fullBatch} record={record} />
          <Row name="miniBatch" at={indices.miniBatch} record={record} />
        </tbody>
      </table>
      <LineChart
        title={t(bySteps ? "costBySteps" : "costByExamples", {
          n: formatCount(fullBatch.batch_size),
        })}
        lines={[
          {
            name: t("miniBatch"),
            colour: "positive",
            at: positions(miniBatch),
            values: miniBatch.costs,
            of: () => costExplanation("miniBatch", miniBatch.costs.length - 1, record),
          },
          {
            name: t("fullBatch"),
            colour: "text",
            dashed: true,
            at: positions(fullBatch),
            values: fullBatch.costs,
            of: () => costExplanation("fullBatch", fullBatch.costs.length - 1, record),
          },
        ]}
        step={position}
        height={210}
        show={(value) => formatFixed(value, 2)}
      />
      <TrajectoryChart
        record={record}
        fullBatch={indices.fullBatch}
        miniBatch={indices.miniBatch}
      />
    </>
  );
}

type PathName = "fullBatch" | "miniBatch";

function pathNamed(name: PathName, record: PathsRecord): PathRecord {
  return name === "miniBatch" ? record.mini_batch : record.full_batch;
}

function Row({ name, at, record }: { name: PathName; at: number; record: PathsRecord }) {
  const path = pathNamed(name, record);
  const cost = path.costs[at] as number;
  const why = () => costExplanation(name, at, record);
  return (
    <tr>
      <th scope="row">
        {t(name)}{" "}
        <small class="quiet-text">{t("batchesOf", { size: formatCount(path.batch_size) })}</small>
      </th>
      <td class="number">
        <ExplainButton of={why}>{formatCount(at)}</ExplainButton>
      </td>
      <td class="number">
        <ExplainButton of={why}>{formatCount(path.examples_seen[at] as number)}</ExplainButton>
      </td>
      <td class="number">
        <ExplainButton of={why}>{formatFixed(cost, 4)}</ExplainButton>
      </td>
    </tr>
  );
}

function costExplanation(name: PathName, at: number, record: PathsRecord): Explanation {
  const path = pathNamed(name, record);
  return {
    title: t("costAfterStep", { way: t(name), step: formatCount(at) }),
    value: formatPlain(path.costs[at] as number),
    tex: "\\mathbf W \\leftarrow \\mathbf W - \\eta \\nabla C_{\\text{batch}}",
    text: t(name === "miniBatch" ? "miniBatchMeans" : "fullBatchMeans"),
    parts: [
      { name: "η", value: formatDecimal(record.learning_rate) },
      { name: t("batchSize"), value: formatCount(path.batch_size) },
      { name: t("examplesProcessed"), value: formatCount(path.examples_seen[at] as number) },
      ...(at > 0
        ? [{ name: t("costBefore"), value: formatPlain(path.costs[at - 1] as number) }]
        : []),
      { name: t("costAtStart"), value: formatPlain(path.costs[0] as number) },
    ],
  };
}
