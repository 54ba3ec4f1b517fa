/** Watch it learn: play, step, turn the knobs while it runs, and go back to any step. */

import { useEffect } from "preact/hooks";
import type { Trained } from "../../api/messages";
import { ExplainButton } from "../../components/ExplainButton";
import { t } from "../../i18n/translate";
import { inputSource, selectedNeuron } from "../../state/input";
import { activeModel, activeRun, viewedStep } from "../../state/model";
import { controlRun } from "../../state/runControl";
import { runList, runSetup, runState } from "../../state/runs";

import { NetworkChart } from "../network/NetworkChart";
import { NeuronPanel } from "../network/NeuronPanel";
import { HyperparameterPanel } from "./HyperparameterPanel";
import { RunList } from "./RunList";
import { RunProgress } from "./RunProgress";
import { branchRun } from "./runRequests";
import { SampleDigits } from "./SampleDigits";
import { stepExplanation } from "./stepExplanation";

export function TrainView() {
  const now = runState.value;
  const about = runSetup.value;
  useEffect(() => {
    // Something to look at while it learns, unless there is something already.
    if (inputSource.value.kind === "drawing" && inputSource.value.strokes.length === 0) {
      inputSource.value = { kind: "example", set: "test", number: 0 };
    }
    addEventListener("keydown", handleKey);
    return () => removeEventListener("keydown", handleKey);
  }, []);
  const ours = now?.run === activeModel.value ? now : null;
  return (
    <div class="learn-view">
      <section class="steer" aria-label={t("training")}>
        <RunButtons now={ours} />
      </section>
      <section class="stage" aria-label={t("model")}>
        <NetworkChart />
        {ours && <StepSlider now={ours} />}
        {ours && about && <SampleDigits now={ours} about={about} />}
      </section>
      {now && <HyperparameterPanel now={now} />}
      <div class="beside">
        {selectedNeuron.value ? (
          <NeuronPanel />
        ) : (
          ours && about && <RunProgress now={ours} about={about} />
        )}
        <RunList />
      </div>
    </div>
  );
}

/** Space plays and pauses; ← and → go a step back and on, where a run was recorded, or take one. */
function handleKey(event: KeyboardEvent): void {
  const now = runState.value;
  if (event.target !== document.body || !now) return;
  const at = viewedStep.value ?? now.last_step;
  if (event.key === " ") controlRun(now.playing ? "pause" : "play");
  else if (event.key === "ArrowLeft" && !now.playing)
    viewedStep.value = Math.max(at - 1, now.first_step);
  else if (event.key === "ArrowRight" && !now.playing && viewedStep.value !== null) {
    viewedStep.value = at + 1 >= now.last_step ? null : at + 1;
  } else if (event.key === "ArrowRight" && !now.playing) controlRun("batch");
  else return;
  event.preventDefault();
}

function RunButtons({ now }: { now: Trained | null }) {
  const playing = now?.playing ?? false;
  const over = !now || now.finished;
  return (
    <>
      <button
        type="button"
        class="play"
        disabled={over && !playing}
        onClick={() => controlRun(playing ? "pause" : "play")}
      >
        {playing ? `❚❚ ${t("pause")}` : `▶ ${t("play")}`}
      </button>
      {activeRun.value?.state === "waiting" && (
        <p class="queue" role="status">
          {t("inQueue", { place: activeRun.value.queue ?? 1, cores: runList.value?.cores ?? 1 })}
        </p>
      )}
      <div class="row">
        {(["example", "batch", "epoch"] as const).map((wish) => (
          <button
            key={wish}
            type="button"
            disabled={over || playing}
            onClick={() => controlRun(wish)}
          >
            {t(wish === "example" ? "oneExample" : wish === "batch" ? "oneBatch" : "oneEpoch")}
          </button>
        ))}
      </div>
    </>
  );
}

function StepSlider({ now }: { now: Trained }) {
  const at = viewedStep.value ?? now.last_step;
  const still = now.playing || now.last_step === now.first_step;
  return (
    <div class="time">
      <label>
        <span>{t("step")}</span>
        <input
          type="range"
          min={now.first_step}
          max={Math.max(now.last_step, now.first_step + 1)}
          value={at}
          disabled={still}
          onInput={(event) => {
            const chosenStep = event.currentTarget.valueAsNumber;
            viewedStep.value = chosenStep >= now.last_step ? null : chosenStep;
          }}
        />
      </label>
      <output class="number">
        <ExplainButton of={() => stepExplanation(now)}>
          {now.step.toLocaleString("en")} / {now.last_step.toLocaleString("en")}
        </ExplainButton>
      </output>
      <button
        type="button"
        class="branch"
        disabled={now.playing || now.last_step === 0}
        title={t("branchMeans")}
        onClick={() => void branchRun(now)}
      >
        {t("branch")}
      </button>
    </div>
  );
}
