/** Full batch and mini-batch descent, compared after equally many examples or steps. */

import { useEffect, useState } from "preact/hooks";
import type { PathRecord, PathsRecord } from "../../api/records/backprop";
import { LineChart } from "../../charts/LineChart";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount, formatPlain } from "../../i18n/numbers";
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
          {playing ? `❚❚ ${t("pause")}` : `▶ ${t("goDown")}`}
        </button>
      </div>
      <label class="time-slider">
        {t(bySteps ? "stepsEach" : "lookedAt")}
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
            <th scope="col">{t("way")}</th>
            <th scope="col" class="number">
              {t("stepsTaken")}
            </th>
            <th scope="col" class="number">
              {t("lookedAt")}
            </th>
            <th scope="col" class="number">
              {t("costThere")}
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="carefulWay" at={indices.fullBatch} record={record} />
          <Row name="quickWay" at={indices.miniBatch} record={record} />
        </tbody>
      </table>
      <LineChart
        title={t(bySteps ? "costBySteps" : "costByLooked", {
          n: formatCount(fullBatch.batch_size),
        })}
        lines={[
          {
            name: t("quickWay"),
            colour: "positive",
            at: positions(miniBatch),
            values: miniBatch.costs,
            of: () => costExplanation("quickWay", miniBatch.costs.length - 1, record),
          },
          {
            name: t("carefulWay"),
            colour: "text",
            dashed: true,
            at: positions(fullBatch),
            values: fullBatch.costs,
            of: () => costExplanation("carefulWay", fullBatch.costs.length - 1, record),
          },
        ]}
        step={position}
        height={210}
        show={(value) => value.toFixed(2)}
      />
      <TrajectoryChart
        record={record}
        fullBatch={indices.fullBatch}
        miniBatch={indices.miniBatch}
      />
    </>
  );
}

type PathName = "carefulWay" | "quickWay";

function pathNamed(name: PathName, record: PathsRecord): PathRecord {
  return name === "quickWay" ? record.mini_batch : record.full_batch;
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
        <ExplainButton of={why}>{cost.toFixed(4)}</ExplainButton>
      </td>
    </tr>
  );
}

function costExplanation(name: PathName, at: number, record: PathsRecord): Explanation {
  const path = pathNamed(name, record);
  return {
    title: t("costOnWay", { way: t(name), step: formatCount(at) }),
    value: formatPlain(path.costs[at] as number),
    tex: "\\mathbf W \\leftarrow \\mathbf W - \\eta \\nabla C_{\\text{batch}}",
    text: t(name === "quickWay" ? "quickMeans" : "carefulMeans"),
    parts: [
      { name: "η", value: String(record.learning_rate) },
      { name: t("batchSize"), value: formatCount(path.batch_size) },
      { name: t("lookedAt"), value: formatCount(path.examples_seen[at] as number) },
      ...(at > 0
        ? [{ name: t("costBefore"), value: formatPlain(path.costs[at - 1] as number) }]
        : []),
      { name: t("costAtStart"), value: formatPlain(path.costs[0] as number) },
    ],
  };
}
