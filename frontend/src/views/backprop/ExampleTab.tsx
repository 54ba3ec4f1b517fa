/** One example walked through: what it wishes, from the outputs back to the input. */

import { useEffect } from "preact/hooks";
import type { AvenuesRecord, WeightNudgesRecord, WishesRecord } from "../../api/records/backprop";
import { useQueryData } from "../../api/useQuery";
import { InputPanel } from "../../components/input/InputPanel";
import { LabelSelect } from "../../components/input/LabelSelect";
import { t } from "../../i18n/translate";
import { activations, input, inputSource, isInputEmpty, label } from "../../state/input";
import {
  edits,
  loadedNetwork,
  pausedModelQuery,
  RUN,
  selectedModel,
  viewedStep as trainingStep,
} from "../../state/model";

import { connectionsOf } from "./connections";
import { StepList, stepTitle } from "./StepList";
import { StepPanel } from "./StepPanel";
import { receivingNeuron, selectedAvenue, walkStep, wishingNeuron } from "./urlState";
import { type DrawnWishes, WishChart } from "./WishChart";
import { receivingNeuronOf, type WalkStep, walkSteps, wishingNeuronOf } from "./walkSteps";

/** A 3 that is nearly an 8. */
const AMBIGUOUS_EXAMPLE = 18;
/** How many of the largest nudges are named. */
const MAX_NAMED_NUDGES = 6;

export function ExampleTab() {
  const known = inputSource.value.kind === "example";
  const told = known || label.value !== null;
  const body =
    isInputEmpty.value || !told
      ? null
      : { ...pausedModelQuery(), input: input.value, label: known ? null : label.value };
  const record = useQueryData<WishesRecord>("explain/nudges", body);
  return (
    <div class="backprop-example">
      <div class="chosen-input">
        <InputPanel />
        {!known && !isInputEmpty.value && <LabelSelect />}
        <TrainedOrUntrained />
      </div>
      {record ? (
        <BackpropWalk record={record} />
      ) : (
        <section class="nothing">
          <p>{t(isInputEmpty.value ? "nothingYet" : "tellWish")}</p>
          {isInputEmpty.value && (
            <button
              type="button"
              onClick={() => {
                inputSource.value = { kind: "example", set: "test", number: AMBIGUOUS_EXAMPLE };
              }}
            >
              {t("takeTorn", { number: AMBIGUOUS_EXAMPLE })}
            </button>
          )}
        </section>
      )}
    </div>
  );
}

/** The network as it is, or as the run's was before it had learned anything: as in the film. */
function TrainedOrUntrained() {
  const untrained = selectedModel.value === RUN && trainingStep.value === 0;
  const set = (before: boolean) => {
    edits.value = [];
    selectedModel.value = before ? RUN : "";
    trainingStep.value = before ? 0 : null;
  };
  return (
    <fieldset class="moment">
      <legend>{t("whichMoment")}</legend>
      <label class="switch">
        <input type="radio" name="moment" checked={!untrained} onChange={() => set(false)} />
        {t("asTrained")}
      </label>
      <label class="switch">
        <input type="radio" name="moment" checked={untrained} onChange={() => set(true)} />
        {t("untrained")}
      </label>
    </fieldset>
  );
}

function BackpropWalk({ record }: { record: WishesRecord }) {
  const network = loadedNetwork.value;
  // A former network's wishes are not shown in the next one.
  const fits =
    network !== null &&
    network.sizes.join() === record.layers.map((layer) => layer.a.length).join();
  const sizes = network?.sizes ?? [];
  const steps = walkSteps(sizes);
  const now = Math.min(walkStep.value, steps.length - 1);
  const step = steps[now] as WalkStep;
  const asking = wishingNeuronOf(wishingNeuron.value, sizes, record.label);
  const avenues = useQueryData<AvenuesRecord>(
    "explain/avenues",
    fits && step.kind === "avenues"
      ? { ...pausedModelQuery(), input: input.value, label: record.label, ...asking }
      : null,
  );
  const nudges = useQueryData<WeightNudgesRecord>(
    "explain/weight_nudges",
    fits && step.kind === "weights"
      ? { ...pausedModelQuery(), input: input.value, label: record.label, most: MAX_NAMED_NUDGES }
      : null,
  );
  useArrowKeys(now, steps.length);
  if (!network || !fits) return <section class="nothing" aria-busy="true" />;
  const receiving =
    step.kind === "sum" ? receivingNeuronOf(receivingNeuron.value, step.layer, record) : 0;
  const right =
    avenues?.layer === asking.layer && avenues.neuron === asking.neuron ? avenues : null;
  const shownAvenue = selectedAvenue.value;
  return (
    <section class="walk" aria-label={t("oneExampleWalk")}>
      <StepList steps={steps} now={now} sizes={sizes} />
      <div class="stage">
        <WishChart
          network={network}
          record={record}
          inputs={activations.value?.inputs}
          wishes={drawnWishes(step, record, right, asking.layer, asking.neuron)}
          paths={connectionsOf({
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
            if (step.kind === "sum") receivingNeuron.value = place;
            else wishingNeuron.value = place;
          }}
        />
        <p class="keys">{t("walkKeys")}</p>
      </div>
      <div class="step-panel">
        <div aria-live="polite" class="step-title">
          <h2>{stepTitle(step, sizes)}</h2>
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
function drawnWishes(
  step: WalkStep,
  record: WishesRecord,
  avenues: AvenuesRecord | null,
  layer: number,
  neuron: number,
): DrawnWishes[] {
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
    return selectedAvenue.value === "inputs" ? (avenues?.input_nudges ?? null) : null;
  });
}

/** ← and → go back and forward, unless they are needed where one types. */
function useArrowKeys(now: number, count: number): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const where = event.target as Element | null;
      if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      if (where?.closest("input, select, textarea, [role=tablist]")) return;
      walkStep.value = Math.min(Math.max(now + by, 0), count - 1);
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [now, count]);
}
