/** Every run: what it is, how it stands, how far it has come; choose one, lay several side by side. */

import { useState } from "preact/hooks";
import type { RunLine } from "../../api/messages";
import { Sparkline } from "../../charts/Sparkline";
import { ExplainButton } from "../../components/ExplainButton";
import { type TextKey, t } from "../../i18n/translate";
import { activeModel } from "../../state/model";
import { selectModel } from "../../state/navigation";
import { runList, runSetup } from "../../state/runs";

import { comparedRuns, lineStyle, runsToDraw, toggleCompared } from "./comparedRuns";
import { removeRun, savedModelName, saveRunAsModel } from "./runRequests";

const STATE_TEXTS: Record<RunLine["state"], TextKey> = {
  training: "isTraining",
  waiting: "isWaiting",
  paused: "isPaused",
  finished: "done",
  failed: "hasFailed",
  elsewhere: "isElsewhere",
};

export function RunList() {
  const all = runList.value?.runs ?? [];
  const there = all.map((each) => each.name);
  const drawn =
    comparedRuns.value.length > 0 ? runsToDraw(activeModel.value, comparedRuns.value, there) : [];
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
        {[...all].reverse().map((each) => (
          <Row
            key={each.name}
            each={each}
            place={drawn.indexOf(each.name)}
            alone={all.length < 2}
          />
        ))}
      </ul>
    </section>
  );
}

function Row({ each, place, alone }: { each: RunLine; place: number; alone: boolean }) {
  const [confirming, setSure] = useState(false);
  const inView = each.name === activeModel.value;
  const line = place < 0 ? null : lineStyle(place);
  return (
    <li class={inView ? "in-view" : ""}>
      <div class="row">
        <input
          type="checkbox"
          aria-label={t("layBeside", { run: each.name })}
          checked={place >= 0}
          disabled={inView || alone}
          onChange={() => toggleCompared(each.name)}
        />
        <button
          type="button"
          class="name"
          aria-pressed={inView}
          disabled={each.state === "elsewhere"}
          onClick={() => selectModel(each.name)}
        >
          {each.name}
        </button>
        {line && (
          <span
            class={`key ${line.colour} ${line.dashed ? "dashed" : line.dotted ? "dotted" : ""}`}
          />
        )}
        <span class={`state ${each.state}`}>
          {t(STATE_TEXTS[each.state], { place: each.queue ?? 0 })}
        </span>
        <Sparkline values={each.curve} low={0} high={1} />
        <Accuracy each={each} />
        <button
          type="button"
          class="remove"
          aria-label={t("remove", { run: each.name })}
          aria-expanded={confirming}
          disabled={each.state === "elsewhere"}
          onClick={() => setSure(!confirming)}
        >
          ×
        </button>
      </div>
      <p class="quiet-text">{runDescription(each)}</p>
      {each.problem && <p class="quiet-text">{each.problem}</p>}
      {confirming && (
        <p class="sure">
          {t("reallyRemove", { run: each.name, steps: each.step.toLocaleString("en") })}{" "}
          <button type="button" onClick={() => void removeRun(each.name)}>
            {t("yesRemove")}
          </button>{" "}
          <button type="button" onClick={() => setSure(false)}>
            {t("keepIt")}
          </button>
        </p>
      )}
    </li>
  );
}

function runDescription(run: RunLine): string {
  const from = run.parent
    ? `${t("leaves", { run: run.parent, step: (run.parent_step ?? 0).toLocaleString("en") })} · `
    : "";
  const epoch = t("epochsOf", { epoch: run.epoch, epochs: run.epochs });
  return `${from}${run.sizes.join("–")} · η ${run.learning_rate} · ${run.optimizer} · ${epoch}`;
}

function Accuracy({ each }: { each: RunLine }) {
  if (each.accuracy === null) return <span class="number accuracy">–</span>;
  const share = `${(100 * each.accuracy).toFixed(1)} %`;
  const n = runSetup.value?.n_validation ?? 0;
  const right = Math.round(each.accuracy * n);
  return (
    <ExplainButton
      class="accuracy"
      of={() => ({
        title: t("accuracyOf", { run: each.name, epoch: each.epoch }),
        value: share,
        tex: n > 0 ? `\\frac{${right}}{${n}} = ${each.accuracy?.toFixed(4)}` : "",
        text: t("accuracyMeans"),
      })}
    >
      {share}
    </ExplainButton>
  );
}
