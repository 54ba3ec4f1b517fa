/** Watch it learn: play, step, turn the knobs while it runs, and go back to any step. */
import { useEffect } from "preact/hooks";
import type { Trained } from "../../messages";
import { Opens } from "../../origin/Opens";
import { asked, chosen, run, runs, shown, step, train, trained, watching } from "../../state";
import { say, whole } from "../../words";
import { NetworkMark } from "../network/NetworkMark";
import { NeuronPanel } from "../network/NeuronPanel";
import { becauseStep } from "./because";
import { Knobs } from "./Knobs";
import { Progress } from "./Progress";
import { RunList } from "./RunList";
import { Samples } from "./Samples";
import { branchHere } from "./told";

export function LearnView() {
  const now = trained.value;
  const about = watching.value;
  useEffect(() => {
    // Something to look at while it learns, unless there is something already.
    if (shown.value.kind === "drawing" && shown.value.strokes.length === 0) {
      shown.value = { kind: "example", set: "test", number: 0 };
    }
    addEventListener("keydown", steer);
    return () => removeEventListener("keydown", steer);
  }, []);
  const ours = now?.run === asked.value ? now : null;
  return (
    <div class="learn-view">
      <section class="steer" aria-label={say("training")}>
        <Buttons now={ours} />
      </section>
      <section class="stage" aria-label={say("model")}>
        <NetworkMark />
        {ours && <TimeBar now={ours} />}
        {ours && about && <Samples now={ours} about={about} />}
      </section>
      {now && <Knobs now={now} />}
      <div class="beside">
        {chosen.value ? <NeuronPanel /> : ours && about && <Progress now={ours} about={about} />}
        <RunList />
      </div>
    </div>
  );
}

/** Space plays and pauses; ← and → go a step back and on, where a run was recorded, or take one. */
function steer(event: KeyboardEvent): void {
  const now = trained.value;
  if (event.target !== document.body || !now) return;
  const at = step.value ?? now.last_step;
  if (event.key === " ") train(now.playing ? "pause" : "play");
  else if (event.key === "ArrowLeft" && !now.playing) step.value = Math.max(at - 1, now.first_step);
  else if (event.key === "ArrowRight" && !now.playing && step.value !== null) {
    step.value = at + 1 >= now.last_step ? null : at + 1;
  } else if (event.key === "ArrowRight" && !now.playing) train("batch");
  else return;
  event.preventDefault();
}

function Buttons({ now }: { now: Trained | null }) {
  const playing = now?.playing ?? false;
  const over = !now || now.finished;
  return (
    <>
      <button
        type="button"
        class="play"
        disabled={over && !playing}
        onClick={() => train(playing ? "pause" : "play")}
      >
        {playing ? `❚❚ ${say("pause")}` : `▶ ${say("play")}`}
      </button>
      {run.value?.state === "waiting" && (
        <p class="queue" role="status">
          {say("queued", { place: run.value.queue ?? 1, cores: runs.value?.cores ?? 1 })}
        </p>
      )}
      <div class="row">
        {(["example", "batch", "epoch"] as const).map((wish) => (
          <button key={wish} type="button" disabled={over || playing} onClick={() => train(wish)}>
            {say(wish === "example" ? "oneExample" : wish === "batch" ? "oneBatch" : "oneEpoch")}
          </button>
        ))}
      </div>
    </>
  );
}

function TimeBar({ now }: { now: Trained }) {
  const at = step.value ?? now.last_step;
  const still = now.playing || now.last_step === now.first_step;
  return (
    <div class="time">
      <label>
        <span>{say("step")}</span>
        <input
          type="range"
          min={now.first_step}
          max={Math.max(now.last_step, now.first_step + 1)}
          value={at}
          disabled={still}
          onInput={(event) => {
            const chosenStep = event.currentTarget.valueAsNumber;
            step.value = chosenStep >= now.last_step ? null : chosenStep;
          }}
        />
      </label>
      <output class="number">
        <Opens of={() => becauseStep(now)}>
          {whole(now.step)} / {whole(now.last_step)}
        </Opens>
      </output>
      <button
        type="button"
        class="branch"
        disabled={now.playing || now.last_step === 0}
        title={say("branchMeans")}
        onClick={() => void branchHere(now)}
      >
        {say("branch")}
      </button>
    </div>
  );
}
