/** Training: play, pause, step, change hyperparameters, and go back to any step. */

import { useEffect } from "preact/hooks";
import type { RunState } from "../../api/messages";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount } from "../../i18n/numbers";
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
  const state = runState.value;
  const setup = runSetup.value;
  useEffect(() => {
    // Something to look at while it learns, unless there is something already.
    if (inputSource.value.kind === "drawing" && inputSource.value.strokes.length === 0) {
      inputSource.value = { kind: "example", set: "test", number: 0 };
    }
    addEventListener("keydown", handleKey);
    return () => removeEventListener("keydown", handleKey);
  }, []);
  const activeState = state?.run === activeModel.value ? state : null;
  return (
    <div class="train-view">
      <section class="run-controls" aria-label={t("training")}>
        <RunButtons state={activeState} />
      </section>
      <section class="stage" aria-label={t("model")}>
        <NetworkChart />
        {activeState && <StepSlider state={activeState} />}
        {activeState && setup && <SampleDigits state={activeState} setup={setup} />}
      </section>
      {state && <HyperparameterPanel state={state} />}
      <div class="run-panel">
        {selectedNeuron.value ? (
          <NeuronPanel />
        ) : (
          activeState && setup && <RunProgress state={activeState} setup={setup} />
        )}
        <RunList />
      </div>
    </div>
  );
}

/** Space plays and pauses; ← and → go a step back and on, where a run was recorded, or take one. */
function handleKey(event: KeyboardEvent): void {
  const state = runState.value;
  if (event.target !== document.body || !state) return;
  const shownStep = viewedStep.value ?? state.last_step;
  if (event.key === " ") controlRun(state.playing ? "pause" : "play");
  else if (event.key === "ArrowLeft" && !state.playing)
    viewedStep.value = Math.max(shownStep - 1, state.first_step);
  else if (event.key === "ArrowRight" && !state.playing && viewedStep.value !== null) {
    viewedStep.value = shownStep + 1 >= state.last_step ? null : shownStep + 1;
  } else if (event.key === "ArrowRight" && !state.playing) controlRun("batch");
  else return;
  event.preventDefault();
}

function RunButtons({ state }: { state: RunState | null }) {
  const isPlaying = state?.playing ?? false;
  const isFinished = !state || state.finished;
  return (
    <>
      <button
        type="button"
        class="play"
        disabled={isFinished && !isPlaying}
        onClick={() => controlRun(isPlaying ? "pause" : "play")}
      >
        {isPlaying ? `❚❚ ${t("pause")}` : `▶ ${t("play")}`}
      </button>
      {activeRun.value?.state === "waiting" && (
        <p class="queue" role="status">
          {t("queued", { place: activeRun.value.queue ?? 1, cores: runList.value?.cores ?? 1 })}
        </p>
      )}
      <div class="row">
        {(["example", "batch", "epoch"] as const).map((wish) => (
          <button
            key={wish}
            type="button"
            disabled={isFinished || isPlaying}
            onClick={() => controlRun(wish)}
          >
            {t(wish === "example" ? "oneExample" : wish === "batch" ? "oneBatch" : "oneEpoch")}
          </button>
        ))}
      </div>
    </>
  );
}

function StepSlider({ state }: { state: RunState }) {
  const shownStep = viewedStep.value ?? state.last_step;
  const isFixed = state.playing || state.last_step === state.first_step;
  return (
    <div class="time-slider">
      <label>
        <span>{t("step")}</span>
        <input
          type="range"
          min={state.first_step}
          max={Math.max(state.last_step, state.first_step + 1)}
          value={shownStep}
          disabled={isFixed}
          onInput={(event) => {
            const chosenStep = event.currentTarget.valueAsNumber;
            viewedStep.value = chosenStep >= state.last_step ? null : chosenStep;
          }}
        />
      </label>
      <output class="number">
        <ExplainButton of={() => stepExplanation(state)}>
          {formatCount(state.step)} / {formatCount(state.last_step)}
        </ExplainButton>
      </output>
      <button
        type="button"
        class="branch"
        disabled={state.playing || state.last_step === 0}
        title={t("branchMeans")}
        onClick={() => void branchRun(state)}
      >
        {t("branch")}
      </button>
    </div>
  );
}
