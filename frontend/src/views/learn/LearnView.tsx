/** Watch it learn: play, step, turn the knobs while it runs, and go back to any step. */
import { useEffect, useMemo } from "preact/hooks";
import { Curves } from "../../marks/Curves";
import { Picture } from "../../marks/Picture";
import type { Trained, Watching } from "../../messages";
import { chosen, shown, step, train, trained, watching } from "../../state";
import { say } from "../../words";
import { NetworkMark } from "../network/NetworkMark";
import { NeuronPanel } from "../network/NeuronPanel";
import { Knobs } from "./Knobs";

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
  return (
    <div class="learn-view">
      <section class="steer" aria-label={say("training")}>
        <Buttons now={now} />
        {now && <Knobs now={now} />}
      </section>
      <section class="stage" aria-label={say("model")}>
        <NetworkMark />
        {now && <TimeBar now={now} />}
        {now && about && <Samples now={now} about={about} />}
      </section>
      <div class="beside">
        {chosen.value ? <NeuronPanel /> : now && about && <Progress now={now} about={about} />}
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
  else if (event.key === "ArrowLeft" && !now.playing) step.value = Math.max(at - 1, 0);
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
  return (
    <label class="time">
      <span>{say("step")}</span>
      <input
        type="range"
        min={0}
        max={Math.max(now.last_step, 1)}
        value={at}
        disabled={now.playing || now.last_step === 0}
        onInput={(event) => {
          const chosenStep = event.currentTarget.valueAsNumber;
          step.value = chosenStep >= now.last_step ? null : chosenStep;
        }}
      />
      <output class="number">
        {now.step.toLocaleString("en")} / {now.last_step.toLocaleString("en")}
      </output>
    </label>
  );
}

function Progress({ now, about }: { now: Trained; about: Watching }) {
  const held = about.n_validation > 0;
  const costs = useMemo(
    () => [
      {
        name: say("miniBatches"),
        colour: "text" as const,
        at: now.cost_steps,
        values: now.costs,
      },
      ...(held
        ? [
            {
              name: say("heldOut"),
              colour: "negative" as const,
              dashed: true,
              at: now.epoch_steps,
              values: now.validation_costs,
            },
          ]
        : []),
    ],
    [now, held],
  );
  const accuracies = useMemo(
    () => [
      {
        name: say("learned"),
        colour: "positive" as const,
        at: now.epoch_steps,
        values: now.epoch_accuracies,
      },
      ...(held
        ? [
            {
              name: say("heldOut"),
              colour: "negative" as const,
              dashed: true,
              at: now.epoch_steps,
              values: now.validation_accuracies,
            },
          ]
        : []),
    ],
    [now, held],
  );
  return (
    <>
      <p class="where">
        {step.value === null
          ? say("epochOf", { epoch: Math.min(now.epoch + 1, now.epochs), epochs: now.epochs })
          : say("after", { step: now.step.toLocaleString("en") })}
        {now.finished && step.value === null ? ` · ${say("done")}` : ""}
        {now.position > 0 && step.value === null && (
          <span class="quiet-text">
            {" "}
            {say("position", {
              position: now.position.toLocaleString("en"),
              n: about.n_train.toLocaleString("en"),
            })}
          </span>
        )}
      </p>
      <Curves
        title={say("cost")}
        lines={costs}
        step={now.step}
        height={210}
        show={(value) => value.toFixed(2)}
      />
      <Curves
        title={say("accuracy")}
        lines={accuracies}
        step={now.step}
        height={210}
        low={0}
        high={1}
        show={(value) => `${(100 * value).toFixed(value > 0.9 && value < 1 ? 1 : 0)} %`}
      />
    </>
  );
}

function Samples({ now, about }: { now: Trained; about: Watching }) {
  return (
    <ul class="samples" aria-label={say("tenDigits")}>
      {about.sample_inputs.map((inputs, index) => (
        <Sample
          key={`sample ${index}`}
          index={index}
          inputs={inputs}
          about={about}
          output={now.samples[index] ?? new Float32Array(0)}
        />
      ))}
    </ul>
  );
}

function Sample(props: {
  index: number;
  inputs: Float32Array;
  output: Float32Array;
  about: Watching;
}) {
  const { index, inputs, output, about } = props;
  const shape = about.image_shape;
  const most = output.indexOf(Math.max(...output));
  const label = about.sample_labels[index] ?? 0;
  const right = most === label;
  const name = about.classes[most] ?? "";
  const open = shown.value.kind === "example" && shown.value.number === index;
  return (
    <li>
      <button
        type="button"
        class={`sample ${right ? "" : "mistaken"}`}
        aria-pressed={open}
        aria-label={`${about.classes[label]}: ${say("says")} ${name} ${(output[most] ?? 0).toFixed(2)}`}
        onClick={() => {
          shown.value = { kind: "example", set: "test", number: index };
        }}
      >
        {shape && <Picture inputs={inputs} shape={shape} />}
        <span>
          {right ? "✓" : "✗"} {name}
        </span>
      </button>
    </li>
  );
}
