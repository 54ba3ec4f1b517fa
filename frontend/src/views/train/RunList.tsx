/** The list of all runs: their settings and progress; select one, compare several. */

import { useState } from "preact/hooks";
import type { RunSummary } from "../../api/messages";
import { Sparkline } from "../../charts/Sparkline";
import { ExplainButton } from "../../components/ExplainButton";
import { lowercaseInSentence } from "../../i18n/names";
import { formatCount, formatDecimal, formatPercent } from "../../i18n/numbers";
import { type TextKey, t } from "../../i18n/translate";
import { activeModel } from "../../state/model";
import { selectModel } from "../../state/navigation";
import { runList, runSetup } from "../../state/runs";

import { comparedRuns, lineStyle, runsToDraw, toggleCompared } from "./comparedRuns";
import { removeRun, savedModelName, saveRunAsModel } from "./runRequests";

const STATE_TEXTS: Record<RunSummary["state"], TextKey> = {
  training: "isTraining",
  waiting: "isQueued",
  paused: "isPaused",
  finished: "finished",
  failed: "hasFailed",
  elsewhere: "inUseElsewhere",
};

export function RunList() {
  const runsInOrder = runList.value?.runs ?? [];
  const existing = runsInOrder.map((run) => run.name);
  const compared =
    comparedRuns.value.length > 0
      ? runsToDraw(activeModel.value, comparedRuns.value, existing)
      : [];
  return (
    <section class="runs" aria-labelledby="runs">
      <div class="row">
        <h2 id="runs">{t("runs")}</h2>
        <button type="button" onClick={() => void saveRunAsModel()}>
          {t("saveModel", { run: activeModel.value })}
        </button>
      </div>
      <p role="status" class="quiet-text">
        {savedModelName.value && t("savedModel", { name: savedModelName.value })}
      </p>
      <ul>
        {[...runsInOrder].reverse().map((run) => (
          <Row
            key={run.name}
            run={run}
            place={compared.indexOf(run.name)}
            isOnlyRun={runsInOrder.length < 2}
          />
        ))}
      </ul>
    </section>
  );
}

function Row({ run, place, isOnlyRun }: { run: RunSummary; place: number; isOnlyRun: boolean }) {
  const [confirming, setConfirming] = useState(false);
  const isInView = run.name === activeModel.value;
  const line = place < 0 ? null : lineStyle(place);
  return (
    <li class={isInView ? "in-view" : ""}>
      <div class="row">
        <input
          type="checkbox"
          aria-label={t("compareRun", { run: run.name })}
          checked={place >= 0}
          disabled={isInView || isOnlyRun}
          onChange={() => toggleCompared(run.name)}
        />
        <button
          type="button"
          class="name"
          aria-pressed={isInView}
          disabled={run.state === "elsewhere"}
          onClick={() => selectModel(run.name)}
        >
          {run.name}
        </button>
        {line && (
          <span
            class={`key ${line.colour} ${line.dashed ? "dashed" : line.dotted ? "dotted" : ""}`}
          />
        )}
        <span class={`state ${run.state}`}>
          {t(STATE_TEXTS[run.state], { place: run.queue ?? 0 })}
        </span>
        <Sparkline values={run.curve} low={0} high={1} />
        <Accuracy run={run} />
        <button
          type="button"
          class="remove"
          aria-label={t("deleteRun", { run: run.name })}
          aria-expanded={confirming}
          disabled={run.state === "elsewhere"}
          onClick={() => setConfirming(!confirming)}
        >
          ×
        </button>
      </div>
      <p class="quiet-text">{runDescription(run)}</p>
      {run.problem && <p class="quiet-text">{run.problem}</p>}
      {confirming && (
        <p class="confirm-removal">
          {t("confirmDelete", { run: run.name, steps: formatCount(run.step) })}{" "}
          <button type="button" onClick={() => void removeRun(run.name)}>
            {t("delete")}
          </button>{" "}
          <button type="button" onClick={() => setConfirming(false)}>
            {t("keep")}
          </button>
        </p>
      )}
    </li>
  );
}

function runDescription(run: RunSummary): string {
  const from = run.parent
    ? `${t("branchedFrom", { run: run.parent, step: formatCount(run.parent_step ?? 0) })} · `
    : "";
  const epochs = run.epochs;
  const epoch = t("epochOf", { epoch: Math.min(run.epoch + 1, epochs), epochs });
  const optimizer = t(`choice_${run.optimizer}` as TextKey);
  return `${from}${run.sizes.join("–")} · η ${formatDecimal(run.learning_rate)} · ${optimizer} · ${lowercaseInSentence(epoch)}`;
}

function Accuracy({ run }: { run: RunSummary }) {
  if (run.accuracy === null) return <span class="number accuracy">–</span>;
  const share = formatPercent(run.accuracy);
  const n = runSetup.value?.n_validation ?? 0;
  const nCorrect = Math.round(run.accuracy * n);
  return (
    <ExplainButton
      class="accuracy"
      of={() => ({
        title: t("accuracyOf", { run: run.name, epoch: run.epoch }),
        value: share,
        tex: n > 0 ? `\\frac{${nCorrect}}{${n}} = ${run.accuracy?.toFixed(4)}` : "",
        text: t("accuracyMeans"),
      })}
    >
      {share}
    </ExplainButton>
  );
}
