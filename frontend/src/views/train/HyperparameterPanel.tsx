/** The settings: some can be changed while the run trains, the others apply to a new run. */

import { useState } from "preact/hooks";
import { ACTIVATIONS, COSTS, OPTIMIZERS, SCHEDULES } from "../../api/choices";
import type { RunState } from "../../api/messages";
import { formatCount, formatDecimal } from "../../i18n/numbers";
import { type TextKey, t } from "../../i18n/translate";
import { restartRun, setHyperparameters, setSpeed } from "../../state/runControl";

import { newRunSettings, startRun } from "./runRequests";

/** Steps a second that one may choose to watch. */
const SPEEDS = [null, 1000, 100, 10, 1];

export function HyperparameterPanel({ state }: { state: RunState }) {
  return (
    <section class="settings" aria-label={t("hyperparameters")}>
      <fieldset>
        <legend>{t("changeWhileTraining")}</legend>
        <NumberField
          word="learningRate"
          value={state.learning_rate}
          set={(learning_rate) => setHyperparameters({ learning_rate })}
        />
        <NumberField
          word="batchSize"
          value={state.batch_size}
          set={(batch_size) => setHyperparameters({ batch_size })}
        />
        <label class="field">
          {t("speed")}
          <select
            value={state.speed === null ? "" : String(state.speed)}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setSpeed(chosen === "" ? null : Number(chosen));
            }}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed ?? ""}>
                {speed === null ? t("fullSpeed") : t("stepsASecond", { steps: formatCount(speed) })}
              </option>
            ))}
          </select>
        </label>
        <NumberField word="l2" value={state.l2} set={(l2) => setHyperparameters({ l2 })} />
      </fieldset>
      <NewRunSettings
        key={JSON.stringify([
          state.run,
          state.sizes,
          state.seed,
          state.epochs,
          state.cost,
          state.optimizer,
        ])}
        state={state}
      />
    </section>
  );
}

function NumberField(props: { word: TextKey; value: number; set: (value: number) => void }) {
  // What is being typed stays while the run keeps updating the page.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label class="field">
      {t(props.word)}
      <input
        type="text"
        inputMode="decimal"
        value={draft ?? formatDecimal(props.value)}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          const typed = Number(text.replace(",", "."));
          if (text !== "" && Number.isFinite(typed)) props.set(typed);
          setDraft(null);
        }}
        onBlur={() => setDraft(null)}
      />
    </label>
  );
}

const CHOICES = {
  activation: ACTIVATIONS,
  cost: COSTS,
  optimizer: OPTIMIZERS,
  schedule: SCHEDULES,
} as const;

/** What a new run begins with; nothing of it is done before the button. */
function NewRunSettings({ state }: { state: RunState }) {
  const chosenSettings = newRunSettings.value;
  const [hidden, setHidden] = useState(state.sizes.slice(1, -1).join(" "));
  return (
    <fieldset>
      <legend>{t("newRun")}</legend>
      <label class="field">
        {t("hiddenLayers")}
        <input
          type="text"
          value={hidden}
          onInput={(event) => setHidden(event.currentTarget.value)}
        />
      </label>
      {(["activation", "cost", "optimizer", "schedule"] as const).map((name) => (
        <label class="field" key={name}>
          {t(name === "activation" ? "activationFunction" : name)}
          <select
            value={chosenSettings[name] ?? state[name]}
            onChange={(event) => {
              newRunSettings.value = { ...chosenSettings, [name]: event.currentTarget.value };
            }}
          >
            {CHOICES[name].map((choice) => (
              <option key={choice} value={choice}>
                {t(`choice_${choice}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <NumberField
        word="epochs"
        value={chosenSettings.epochs ?? state.epochs}
        set={(epochs) => {
          newRunSettings.value = { ...chosenSettings, epochs };
        }}
      />
      <NumberField
        word="seed"
        value={chosenSettings.seed ?? state.seed}
        set={(seed) => {
          newRunSettings.value = { ...chosenSettings, seed };
        }}
      />
      <div class="row">
        <button type="button" onClick={() => restartRun({})}>
          {t("restart")}
        </button>
        <button
          type="button"
          onClick={() => {
            const layers = hidden
              .split(/[\s,]+/)
              .filter(Boolean)
              .map(Number);
            void startRun(state, { ...chosenSettings, hidden: layers });
          }}
        >
          {t("startNewRun")}
        </button>
      </div>
    </fieldset>
  );
}
