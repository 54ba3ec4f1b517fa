/**
 * The network as in the video: draw at the left, watch the network in the middle, open a neuron at
 * the right.
 */

import { ExplainButton } from "../../components/ExplainButton";
import { InputPanel } from "../../components/input/InputPanel";
import { formatFixed } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { activations, isInputEmpty, selectedNeuron } from "../../state/input";
import { edits, loadedNetwork } from "../../state/model";

import { NetworkChart } from "./NetworkChart";
import { NeuronPanel } from "./NeuronPanel";

export function NetworkView() {
  return (
    <div class={`network-view ${selectedNeuron.value ? "with-neuron" : ""}`}>
      <InputPanel />
      <section class="stage" aria-label={t("model")}>
        <NetworkChart />
        <Prediction />
        {edits.value.length > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              edits.value = [];
            }}
          >
            {t("resetAll", { count: edits.value.length })}
          </button>
        )}
      </section>
      <NeuronPanel />
    </div>
  );
}

function Prediction() {
  const answer = activations.value;
  const network = loadedNetwork.value;
  const output = answer?.a.at(-1);
  if (isInputEmpty.value || !answer || !network || !output) {
    return (
      <p class="prediction" aria-live="polite">
        {t("nothingYet")}
      </p>
    );
  }
  const predicted = output.indexOf(Math.max(...output));
  const isCorrect = answer.label === predicted;
  return (
    <p class="prediction" aria-live="polite">
      {t("networkSays")} <strong>{network.classes[predicted]}</strong> ({t("outputColumn")}{" "}
      <ExplainButton
        of={{ kind: "activation", layer: network.sizes.length - 1, neuron: predicted }}
      >
        {formatFixed(output[predicted] as number, 2)}
      </ExplainButton>
      )
      {answer.label !== null && (
        <span class={isCorrect ? "right" : "wrong"}>
          {" "}
          {isCorrect
            ? `✓ ${t("isCorrect")}`
            : `✗ ${t("isWrong", { label: network.classes[answer.label] ?? "" })}`}
        </span>
      )}
    </p>
  );
}
