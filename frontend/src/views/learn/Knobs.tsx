/** The knobs: three that turn while it runs, and those that a new run begins with. */
import { useState } from "preact/hooks";
import type { Trained } from "../../messages";
import { beginAnew, setPace, turn } from "../../state";
import { decimal, say, type Word, whole } from "../../words";
import { beginWith, wanted } from "./told";

/** Steps a second that one may choose to watch. */
const PACES = [null, 1000, 100, 10, 1];

export function Knobs({ now }: { now: Trained }) {
  return (
    <section class="settings" aria-label={say("hyperparameters")}>
      <fieldset>
        <legend>{say("changeWhileTraining")}</legend>
        <NumberKnob
          word="learningRate"
          value={now.learning_rate}
          set={(learning_rate) => turn({ learning_rate })}
        />
        <NumberKnob
          word="batchSize"
          value={now.batch_size}
          set={(batch_size) => turn({ batch_size })}
        />
        <label class="knob">
          {say("speed")}
          <select
            value={now.pace === null ? "" : String(now.pace)}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setPace(chosen === "" ? null : Number(chosen));
            }}
          >
            {PACES.map((pace) => (
              <option key={pace} value={pace ?? ""}>
                {pace === null ? say("fullSpeed") : say("stepsASecond", { steps: whole(pace) })}
              </option>
            ))}
          </select>
        </label>
        <NumberKnob word="l2" value={now.l2} set={(l2) => turn({ l2 })} />
      </fieldset>
      <Anew
        key={JSON.stringify([now.run, now.sizes, now.seed, now.epochs, now.cost, now.optimizer])}
        now={now}
      />
    </section>
  );
}

function NumberKnob(props: { word: Word; value: number; set: (value: number) => void }) {
  // What is being typed stays, however often the run is drawn anew meanwhile.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label class="knob">
      {say(props.word)}
      <input
        type="text"
        inputMode="decimal"
        value={draft ?? decimal(props.value)}
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
function Anew({ now }: { now: Trained }) {
  const other = wanted.value;
  const [hidden, setHidden] = useState(now.sizes.slice(1, -1).join(" "));
  return (
    <fieldset>
      <legend>{say("newRun")}</legend>
      <label class="knob">
        {say("hiddenLayers")}
        <input
          type="text"
          value={hidden}
          onInput={(event) => setHidden(event.currentTarget.value)}
        />
      </label>
      {(["activation", "cost", "optimizer", "schedule"] as const).map((name) => (
        <label class="knob" key={name}>
          {say(name === "activation" ? "activationFunction" : name)}
          <select
            value={other[name] ?? now[name]}
            onChange={(event) => {
              wanted.value = { ...other, [name]: event.currentTarget.value };
            }}
          >
            {CHOICES[name].map((choice) => (
              <option key={choice} value={choice}>
                {say(`choice_${choice}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <NumberKnob
        word="epochs"
        value={other.epochs ?? now.epochs}
        set={(epochs) => {
          wanted.value = { ...other, epochs };
        }}
      />
      <NumberKnob
        word="seed"
        value={other.seed ?? now.seed}
        set={(seed) => {
          wanted.value = { ...other, seed };
        }}
      />
      <div class="row">
        <button type="button" onClick={() => beginAnew({})}>
          {say("restart")}
        </button>
        <button
          type="button"
          onClick={() => {
            const layers = hidden
              .split(/[\s,]+/)
              .filter(Boolean)
              .map(Number);
            void beginWith(now, { ...other, hidden: layers });
          }}
        >
          {say("startNewRun")}
        </button>
      </div>
    </fieldset>
  );
}
