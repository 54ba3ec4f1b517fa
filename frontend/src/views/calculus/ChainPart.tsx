/** A chain of single neurons: turn anything, nudge one number, and see every factor of its slope. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../api";
import { say } from "../../words";
import { ChainMark } from "./ChainMark";
import { FactorsPanel } from "./FactorsPanel";
import { activation, biases, cost, DEEPEST, nudge, nudged, setDepth, weights, x, y } from "./here";
import type { ChainRecord } from "./records";

/** What is pointed at among the factors: the link that it belongs to, "z2" for ∂z⁽²⁾ and so on. */
export type Lit = string | null;

export function ChainPart() {
  const [lit, setLit] = useState<Lit>(null);
  const record = useAnswer<ChainRecord>("explain/simple-chain", {
    weights: weights.value,
    biases: biases.value,
    x: x.value,
    y: y.value,
    activation: activation.value,
    cost: cost.value,
    nudged: nudged.value,
    nudge: nudge.value,
  });
  const fits = record?.weights.length === weights.value.length;
  return (
    <div class="chain-part">
      <p class="lead">{say("chainLead")}</p>
      <Settings />
      {record && fits && (
        <>
          <ChainMark record={record} lit={lit} />
          <FactorsPanel record={record} setLit={setLit} />
        </>
      )}
    </div>
  );
}

function Settings() {
  return (
    <div class="chain-settings">
      <label class="knob">
        {say("chainDepth")}
        <select
          value={weights.value.length}
          onChange={(event) => setDepth(Number(event.currentTarget.value))}
        >
          {Array.from({ length: DEEPEST }, (_, i) => (
            <option key={i + 1}>{i + 1}</option>
          ))}
        </select>
      </label>
      <label class="knob">
        {say("activationFunction")}
        <select
          value={activation.value}
          onChange={(event) => {
            activation.value = event.currentTarget.value as typeof activation.value;
            // The cross-entropy is there for outputs from 0 to 1 only.
            if (activation.value !== "sigmoid" && cost.value === "cross_entropy") {
              cost.value = "squared_error";
            }
          }}
        >
          {(["sigmoid", "tanh", "relu", "identity"] as const).map((name) => (
            <option key={name} value={name}>
              {say(`choice_${name}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="knob">
        {say("cost")}
        <select
          value={cost.value}
          onChange={(event) => {
            cost.value = event.currentTarget.value as typeof cost.value;
          }}
        >
          {(["squared_error", "half_squared_error", "cross_entropy"] as const).map((name) => (
            <option
              key={name}
              value={name}
              disabled={name === "cross_entropy" && activation.value !== "sigmoid"}
            >
              {say(`choice_${name}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
