/** Every run: what it is, how it stands, how far it has come; choose one, lay several side by side. */
import { useState } from "preact/hooks";
import { Sparkline } from "../../marks/Sparkline";
import type { RunLine } from "../../messages";
import { within } from "../../names";
import { Opens } from "../../origin/Opens";
import { asked, choose, runs, watching } from "../../state";
import { decimal, percent, say, type Word, whole } from "../../words";
import { beside, laid, stroke, toggle } from "./beside";
import { remove, saveAsModel, savedAs } from "./told";

const STATES: Record<RunLine["state"], Word> = {
  training: "isTraining",
  waiting: "isQueued",
  paused: "isPaused",
  finished: "finished",
  failed: "hasFailed",
  elsewhere: "inUseElsewhere",
};

export function RunList() {
  const all = runs.value?.runs ?? [];
  const there = all.map((each) => each.name);
  const drawn = beside.value.length > 0 ? laid(asked.value, beside.value, there) : [];
  return (
    <section class="runs" aria-labelledby="runs">
      <div class="row">
        <h2 id="runs">{say("runs")}</h2>
        <button type="button" onClick={() => void saveAsModel()}>
          {say("saveModel", { run: asked.value })}
        </button>
      </div>
      <p role="status" class="quiet-text">
        {savedAs.value && say("savedModel", { name: savedAs.value })}
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
  const [sure, setSure] = useState(false);
  const inView = each.name === asked.value;
  const line = place < 0 ? null : stroke(place);
  return (
    <li class={inView ? "in-view" : ""}>
      <div class="row">
        <input
          type="checkbox"
          aria-label={say("compareRun", { run: each.name })}
          checked={place >= 0}
          disabled={inView || alone}
          onChange={() => toggle(each.name)}
        />
        <button
          type="button"
          class="name"
          aria-pressed={inView}
          disabled={each.state === "elsewhere"}
          onClick={() => choose(each.name)}
        >
          {each.name}
        </button>
        {line && (
          <span
            class={`key ${line.colour} ${line.dashed ? "dashed" : line.dotted ? "dotted" : ""}`}
          />
        )}
        <span class={`state ${each.state}`}>
          {say(STATES[each.state], { place: each.queue ?? 0 })}
        </span>
        <Sparkline values={each.curve} low={0} high={1} />
        <Accuracy each={each} />
        <button
          type="button"
          class="remove"
          aria-label={say("deleteRun", { run: each.name })}
          aria-expanded={sure}
          disabled={each.state === "elsewhere"}
          onClick={() => setSure(!sure)}
        >
          ×
        </button>
      </div>
      <p class="quiet-text">{whatItIs(each)}</p>
      {each.problem && <p class="quiet-text">{each.problem}</p>}
      {sure && (
        <p class="sure">
          {say("confirmDelete", { run: each.name, steps: whole(each.step) })}{" "}
          <button type="button" onClick={() => void remove(each.name)}>
            {say("delete")}
          </button>{" "}
          <button type="button" onClick={() => setSure(false)}>
            {say("keep")}
          </button>
        </p>
      )}
    </li>
  );
}

function whatItIs(run: RunLine): string {
  const from = run.parent
    ? `${say("branchedFrom", { run: run.parent, step: whole(run.parent_step ?? 0) })} · `
    : "";
  const [epoch, epochs] = [Math.min(run.epoch + 1, run.epochs), run.epochs];
  return `${from}${run.sizes.join("–")} · η ${decimal(run.learning_rate)} · ${say(`choice_${run.optimizer}` as Word)} · ${within(say("epochOf", { epoch, epochs }))}`;
}

function Accuracy({ each }: { each: RunLine }) {
  if (each.accuracy === null) return <span class="number accuracy">–</span>;
  const share = percent(each.accuracy);
  const n = watching.value?.n_validation ?? 0;
  const right = Math.round(each.accuracy * n);
  return (
    <Opens
      class="accuracy"
      of={() => ({
        title: say("accuracyOf", { run: each.name, epoch: each.epoch }),
        value: share,
        tex: n > 0 ? `\\frac{${right}}{${n}} = ${each.accuracy?.toFixed(4)}` : "",
        text: say("accuracyMeans"),
      })}
    >
      {share}
    </Opens>
  );
}
