/** The network as in the film: draw at the left, watch it in the middle, open a neuron at the right. */
import { Opens } from "../../origin/Opens";
import { chosen, edits, empty, opened, seen } from "../../state";
import { fixed, say } from "../../words";
import { DrawPanel } from "./DrawPanel";
import { NetworkMark } from "./NetworkMark";
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
      {say("networkSays")} <strong>{network.classes[most]}</strong> ({say("outputColumn")}{" "}
      <Opens of={{ kind: "activation", layer: network.sizes.length - 1, neuron: most }}>
        {fixed(output[most] as number, 2)}
      </Opens>
      )
      {now.label !== null && (
        <span class={right ? "right" : "wrong"}>
          {" "}
          {right
            ? `✓ ${say("isCorrect")}`
            : `✗ ${say("isWrong", { label: network.classes[now.label] ?? "" })}`}
        </span>
      )}
    </p>
  );
}
