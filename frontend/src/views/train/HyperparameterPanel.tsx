/** The knobs: three that turn while it runs, and those that a new run begins with. */

import { useState } from "preact/hooks";
import type { Trained } from "../../api/messages";
import { type TextKey, t } from "../../i18n/translate";
import { restartRun, setHyperparameters, setSpeed } from "../../state/runControl";

import { newRunSettings, startRun } from "./runRequests";

/** Steps a second that one may choose to watch. */
const SPEEDS = [null, 1000, 100, 10, 1];

export function HyperparameterPanel({ now }: { now: Trained }) {
  return (
    <section class="settings" aria-label={t("knobs")}>
      <fieldset>
        <legend>{t("turnAnytime")}</legend>
        <NumberField
          word="learningRate"
          value={now.learning_rate}
          set={(learning_rate) => setHyperparameters({ learning_rate })}
        />
        <NumberField
          word="batchSize"
          value={now.batch_size}
          set={(batch_size) => setHyperparameters({ batch_size })}
        />
        <label class="knob">
          {t("pace")}
          <select
            value={now.pace === null ? "" : String(now.pace)}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setSpeed(chosen === "" ? null : Number(chosen));
            }}
          >
            {SPEEDS.map((pace) => (
              <option key={pace} value={pace ?? ""}>
                {pace === null
                  ? t("fullSpeed")
                  : t("stepsASecond", { steps: pace.toLocaleString("en") })}
              </option>
            ))}
          </select>
        </label>
        <NumberField word="pull" value={now.l2} set={(l2) => setHyperparameters({ l2 })} />
      </fieldset>
      <NewRunSettings
        key={JSON.stringify([now.run, now.sizes, now.seed, now.epochs, now.cost, now.optimizer])}
        now={now}
      />
    </section>
  );
}

function NumberField(props: { word: TextKey; value: number; set: (value: number) => void }) {
  // What is being typed stays, however often the run is drawn anew meanwhile.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label class="knob">
      {t(props.word)}
      <input
        type="text"
        inputMode="decimal"
        value={draft ?? String(props.value)}
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
  activation: ["sigmoid", "relu", "tanh", "identity"],
  cost: ["squared_error", "half_squared_error", "cross_entropy"],
  optimizer: ["sgd", "momentum", "adam"],
  schedule: ["constant", "cosine", "step"],
} as const;

/** What a new run begins with; nothing of it is done before the button. */
function NewRunSettings({ now }: { now: Trained }) {
  const other = newRunSettings.value;
  const [hidden, setHidden] = useState(now.sizes.slice(1, -1).join(" "));
  return (
    <fieldset>
      <legend>{t("anew")}</legend>
      <label class="knob">
        {t("hiddenLayers")}
        <input
          type="text"
          value={hidden}
          onInput={(event) => setHidden(event.currentTarget.value)}
        />
      </label>
      {(["activation", "cost", "optimizer", "schedule"] as const).map((name) => (
        <label class="knob" key={name}>
          {t(name === "activation" ? "activationKnob" : name)}
          <select
            value={other[name] ?? now[name]}
            onChange={(event) => {
              newRunSettings.value = { ...other, [name]: event.currentTarget.value };
            }}
          >
            {CHOICES[name].map((choice) => (
              <option key={choice} value={choice}>
                {choice.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        </label>
      ))}
      <NumberField
        word="epochs"
        value={other.epochs ?? now.epochs}
        set={(epochs) => {
          newRunSettings.value = { ...other, epochs };
        }}
      />
      <NumberField
        word="seed"
        value={other.seed ?? now.seed}
        set={(seed) => {
          newRunSettings.value = { ...other, seed };
        }}
      />
      <div class="row">
        <button type="button" onClick={() => restartRun({})}>
          {t("sameStart")}
        </button>
        <button
          type="button"
          onClick={() => {
            const layers = hidden
              .split(/[\s,]+/)
              .filter(Boolean)
              .map(Number);
            void startRun(now, { ...other, hidden: layers });
          }}
        >
          {t("begin")}
        </button>
      </div>
    </fieldset>
  );
}
