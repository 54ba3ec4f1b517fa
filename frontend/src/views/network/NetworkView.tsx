/** The network as in the film: draw at the left, watch it in the middle, open a neuron at the right. */

import { Opens } from "../../components/ExplainButton";
import { DrawPanel } from "../../components/input/InputPanel";
import { say } from "../../i18n/translate";
import { chosen, edits, empty, opened, seen } from "../../state/state";
import { NetworkMark } from "./NetworkChart";
import { NeuronPanel } from "./NeuronPanel";

export function NetworkView() {
  return (
    <div class={`network-view ${chosen.value ? "with-neuron" : ""}`}>
      <DrawPanel />
      <section class="stage" aria-label={say("model")}>
        <NetworkMark />
        <Said />
        {edits.value.length > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              edits.value = [];
            }}
          >
            {say("resetAll", { count: edits.value.length })}
          </button>
        )}
      </section>
      <NeuronPanel />
    </div>
  );
}

function Said() {
  const now = seen.value;
  const network = opened.value;
  const output = now?.a.at(-1);
  if (empty.value || !now || !network || !output) {
    return (
      <p class="said" aria-live="polite">
        {say("nothingYet")}
      </p>
    );
  }
  const most = output.indexOf(Math.max(...output));
  const right = now.label === most;
  return (
    <p class="said" aria-live="polite">
      {say("says")} <strong>{network.classes[most]}</strong>{" "}
      <Opens of={{ kind: "activation", layer: network.sizes.length - 1, neuron: most }}>
        {(output[most] as number).toFixed(2)}
      </Opens>
      {now.label !== null && (
        <span class={right ? "right" : "wrong"}>
          {" "}
          {right
            ? `✓ ${say("right")}`
            : `✗ ${say("wrong", { label: network.classes[now.label] ?? "" })}`}
        </span>
      )}
    </p>
  );
}
