/** One example walked through: what it wishes, from the outputs back to the input. */
import { useEffect } from "preact/hooks";
import { useAnswer } from "../../api";
import {
  edits,
  empty,
  input,
  label,
  model,
  opened,
  RUN,
  seen,
  shown,
  standing,
  step as trainingStep,
} from "../../state";
import { say } from "../../words";
import { DrawPanel } from "../network/DrawPanel";
import { LabelChoice } from "../network/LabelChoice";
import { asker, at, avenue, receiver } from "./here";
import { pathsOf } from "./paths";
import type { AvenuesRecord, WeightNudgesRecord, WishesRecord } from "./records";
import { StepList, titleOf } from "./StepList";
import { StepPanel } from "./StepPanel";
import { askerOf, receiverOf, type Step, stepsOf } from "./steps";
import { type Drawn, WishMark } from "./WishMark";

/** A 3 that is nearly an 8. */
const TORN = 18;
/** How many of the largest nudges are named. */
const NAMED = 6;

export function ExampleView() {
  const known = shown.value.kind === "example";
  const told = known || label.value !== null;
  const body =
    empty.value || !told
      ? null
      : { ...standing(), input: input.value, label: known ? null : label.value };
  const record = useAnswer<WishesRecord>("explain/nudges", body);
  return (
    <div class="backprop-example">
      <div class="chosen-input">
        <DrawPanel />
        {!known && !empty.value && <LabelChoice />}
        <Moment />
      </div>
      {record ? (
        <Walk record={record} />
      ) : (
        <section class="nothing">
          <p>{say(empty.value ? "nothingYet" : "needsTarget")}</p>
          {empty.value && (
            <button
              type="button"
              onClick={() => {
                shown.value = { kind: "example", set: "test", number: TORN };
              }}
            >
              {say("useAmbiguousDigit", { number: TORN })}
            </button>
          )}
        </section>
      )}
    </div>
  );
}

/** The network as it is, or as the run's was before it had learned anything: as in the film. */
function Moment() {
  const untrained = model.value === RUN && trainingStep.value === 0;
  const set = (before: boolean) => {
    edits.value = [];
    model.value = before ? RUN : "";
    trainingStep.value = before ? 0 : null;
  };
  return (
    <fieldset class="moment">
      <legend>{say("whichMoment")}</legend>
      <label class="switch">
        <input type="radio" name="moment" checked={!untrained} onChange={() => set(false)} />
        {say("asTrained")}
      </label>
      <label class="switch">
        <input type="radio" name="moment" checked={untrained} onChange={() => set(true)} />
        {say("beforeTrainingAsInVideo")}
      </label>
    </fieldset>
  );
}

function Walk({ record }: { record: WishesRecord }) {
  const network = opened.value;
  // A former network's wishes are not shown in the next one.
  const fits =
    network !== null &&
    network.sizes.join() === record.layers.map((layer) => layer.a.length).join();
  const sizes = network?.sizes ?? [];
  const steps = stepsOf(sizes);
  const now = Math.min(at.value, steps.length - 1);
  const step = steps[now] as Step;
  const asking = askerOf(asker.value, sizes, record.label);
  const avenues = useAnswer<AvenuesRecord>(
    "explain/avenues",
    fits && step.kind === "avenues"
      ? { ...standing(), input: input.value, label: record.label, ...asking }
      : null,
  );
  const nudges = useAnswer<WeightNudgesRecord>(
    "explain/weight_nudges",
    fits && step.kind === "weights"
      ? { ...standing(), input: input.value, label: record.label, most: NAMED }
      : null,
  );
  useKeys(now, steps.length);
  if (!network || !fits) return <section class="nothing" aria-busy="true" />;
  const receiving = step.kind === "sum" ? receiverOf(receiver.value, step.layer, record) : 0;
  const right =
    avenues?.layer === asking.layer && avenues.neuron === asking.neuron ? avenues : null;
  const shownAvenue = avenue.value;
  return (
    <section class="walk" aria-label={say("oneExampleWalk")}>
      <StepList steps={steps} now={now} sizes={sizes} />
      <div class="stage">
        <WishMark
          network={network}
          record={record}
          inputs={seen.value?.inputs}
          wishes={wishesOf(step, record, right, asking.layer, asking.neuron)}
          paths={pathsOf({
            network,
            record,
            avenues: right,
            nudges,
            step,
            asker: asking,
            receiver: receiving,
            avenue: shownAvenue,
          })}
          marked={step.kind === "sum" ? { layer: step.layer, neuron: receiving } : asking}
          open={(layer) => (step.kind === "sum" ? layer === step.layer : layer > 0)}
          choose={(place) => {
            if (step.kind === "sum") receiver.value = place;
            else asker.value = place;
          }}
        />
        <p class="keys">{say("walkKeys")}</p>
      </div>
      <div class="step-panel">
        <div aria-live="polite" class="step-title">
          <h2>{titleOf(step, sizes)}</h2>
        </div>
        <StepPanel
          step={step}
          network={network}
          record={record}
          asker={asking}
          receiver={receiving}
          avenues={right}
          nudges={nudges}
        />
      </div>
    </section>
  );
}

/** For each layer the wishes that a step draws; of one neuron, its own and what it asks for. */
function wishesOf(
  step: Step,
  record: WishesRecord,
  avenues: AvenuesRecord | null,
  layer: number,
  neuron: number,
): Drawn[] {
  const last = record.layers.length - 1;
  return record.layers.map((here) => {
    if (step.kind === "outputs") return here.layer === last ? here.wishes : null;
    if (step.kind === "sum") return here.layer >= step.layer ? here.wishes : null;
    if (step.kind !== "avenues" && step.kind !== "one") return null;
    if (here.layer === layer) {
      return here.wishes.map((wish, i) => (i === neuron ? wish : undefined));
    }
    if (here.layer !== layer - 1) return null;
    if (step.kind === "one") return here.asked?.[neuron] ?? null;
    return avenue.value === "inputs" ? (avenues?.input_nudges ?? null) : null;
  });
}

/** ← and → go back and forward, unless they are needed where one types. */
function useKeys(now: number, count: number): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const where = event.target as Element | null;
      if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      if (where?.closest("input, select, textarea, [role=tablist]")) return;
      at.value = Math.min(Math.max(now + by, 0), count - 1);
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [now, count]);
}
