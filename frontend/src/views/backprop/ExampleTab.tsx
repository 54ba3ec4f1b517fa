/** One example, step by step: its wishes from the outputs back to the input. */

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
  const isLabelKnown = inputSource.value.kind === "example";
  const hasLabel = isLabelKnown || label.value !== null;
  const body =
    isInputEmpty.value || !hasLabel
      ? null
      : { ...pausedModelQuery(), input: input.value, label: isLabelKnown ? null : label.value };
  const record = useQueryData<WishesRecord>("explain/nudges", body);
  return (
    <div class="backprop-example">
      <div class="chosen-input">
        <InputPanel />
        {!isLabelKnown && !isInputEmpty.value && <LabelSelect />}
        <TrainedOrUntrained />
      </div>
      {record ? (
        <BackpropWalk record={record} />
      ) : (
        <section class="nothing">
          <p>{t(isInputEmpty.value ? "nothingYet" : "needsTarget")}</p>
          {isInputEmpty.value && (
            <button
              type="button"
              onClick={() => {
                inputSource.value = { kind: "example", set: "test", number: AMBIGUOUS_EXAMPLE };
              }}
            >
              {t("useAmbiguousDigit", { number: AMBIGUOUS_EXAMPLE })}
            </button>
          )}
        </section>
      )}
    </div>
  );
}

/** The network as it is, or as the run's was before it had learned anything: as in the film. */
function TrainedOrUntrained() {
  const isUntrained = selectedModel.value === RUN && trainingStep.value === 0;
  const set = (before: boolean) => {
    edits.value = [];
    selectedModel.value = before ? RUN : "";
    trainingStep.value = before ? 0 : null;
  };
  return (
    <fieldset class="training-choice">
      <legend>{t("whichMoment")}</legend>
      <label class="switch">
        <input type="radio" name="moment" checked={!isUntrained} onChange={() => set(false)} />
        {t("asTrained")}
      </label>
      <label class="switch">
        <input type="radio" name="moment" checked={isUntrained} onChange={() => set(true)} />
        {t("beforeTrainingAsInVideo")}
      </label>
    </fieldset>
  );
}

function BackpropWalk({ record }: { record: WishesRecord }) {
  const network = loadedNetwork.value;
  // A former network's wishes are not shown in the next one.
  const isForNetwork =
    network !== null &&
    network.sizes.join() === record.layers.map((layer) => layer.a.length).join();
  const sizes = network?.sizes ?? [];
  const steps = walkSteps(sizes);
  const currentStep = Math.min(walkStep.value, steps.length - 1);
  const step = steps[currentStep] as WalkStep;
  const wishing = wishingNeuronOf(wishingNeuron.value, sizes, record.label);
  const avenues = useQueryData<AvenuesRecord>(
    "explain/avenues",
    isForNetwork && step.kind === "avenues"
      ? { ...pausedModelQuery(), input: input.value, label: record.label, ...wishing }
      : null,
  );
  const nudges = useQueryData<WeightNudgesRecord>(
    "explain/weight-nudges",
    isForNetwork && step.kind === "weights"
      ? { ...pausedModelQuery(), input: input.value, label: record.label, most: MAX_NAMED_NUDGES }
      : null,
  );
  useArrowKeys(currentStep, steps.length);
  if (!network || !isForNetwork) return <section class="nothing" aria-busy="true" />;
  const receivingIndex =
    step.kind === "sum" ? receivingNeuronOf(receivingNeuron.value, step.layer, record) : 0;
  const currentAvenues =
    avenues?.layer === wishing.layer && avenues.neuron === wishing.neuron ? avenues : null;
  const shownAvenue = selectedAvenue.value;
  return (
    <section class="walk" aria-label={t("oneExampleWalk")}>
      <StepList steps={steps} current={currentStep} sizes={sizes} />
      <div class="stage">
        <WishChart
          network={network}
          record={record}
          inputs={activations.value?.inputs}
          wishes={drawnWishes(step, record, currentAvenues, wishing.layer, wishing.neuron)}
          paths={connectionsOf({
            network,
            record,
            avenues: currentAvenues,
            nudges,
            step,
            asker: wishing,
            receiver: receivingIndex,
            avenue: shownAvenue,
          })}
          marked={step.kind === "sum" ? { layer: step.layer, neuron: receivingIndex } : wishing}
          isSelectable={(layer) => (step.kind === "sum" ? layer === step.layer : layer > 0)}
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
          asker={wishing}
          receiver={receivingIndex}
          avenues={currentAvenues}
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
  return record.layers.map((layerRecord) => {
    if (step.kind === "outputs") return layerRecord.layer === last ? layerRecord.wishes : null;
    if (step.kind === "sum") return layerRecord.layer >= step.layer ? layerRecord.wishes : null;
    if (step.kind !== "avenues" && step.kind !== "one") return null;
    if (layerRecord.layer === layer) {
      return layerRecord.wishes.map((wish, i) => (i === neuron ? wish : undefined));
    }
    if (layerRecord.layer !== layer - 1) return null;
    if (step.kind === "one") return layerRecord.contributions?.[neuron] ?? null;
    return selectedAvenue.value === "inputs" ? (avenues?.input_nudges ?? null) : null;
  });
}

/** ← and → go back and forward, unless they are needed where one types. */
function useArrowKeys(currentStep: number, count: number): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const where = event.target as Element | null;
      if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      if (where?.closest("input, select, textarea, [role=tablist]")) return;
      walkStep.value = Math.min(Math.max(currentStep + by, 0), count - 1);
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [currentStep, count]);
}
