/**
 * A chain of single neurons: change and nudge its numbers, and see every factor of the derivative.
 */

import { useState } from "preact/hooks";
import { ACTIVATIONS, COSTS } from "../../api/choices";
import type { ChainRecord } from "../../api/records/calculus";
import { useQueryData } from "../../api/useQuery";
import { t } from "../../i18n/translate";
import { ChainChart } from "./ChainChart";
import { FactorsPanel } from "./FactorsPanel";
import type { HighlightedLink } from "./highlightedLink";
import {
  chainActivation,
  chainBiases,
  chainCost,
  chainInput,
  chainTarget,
  chainWeights,
  MAX_DEPTH,
  nudgedIndex,
  nudgeSize,
  setChainDepth,
} from "./urlState";

export function ChainTab() {
  const [highlighted, setHighlighted] = useState<HighlightedLink>(null);
  const record = useQueryData<ChainRecord>("explain/simple-chain", {
    weights: chainWeights.value,
    biases: chainBiases.value,
    x: chainInput.value,
    y: chainTarget.value,
    activation: chainActivation.value,
    cost: chainCost.value,
    nudged: nudgedIndex.value,
    nudge: nudgeSize.value,
  });
  const isCurrent = record?.weights.length === chainWeights.value.length;
  return (
    <div class="chain-tab">
      <p class="lead">{t("chainLead")}</p>
      <ChainSettings />
      {record && isCurrent && (
        <>
          <ChainChart record={record} highlighted={highlighted} />
          <FactorsPanel record={record} setHighlighted={setHighlighted} />
        </>
      )}
    </div>
  );
}

function ChainSettings() {
  return (
    <div class="chain-settings">
      <label class="field">
        {t("chainDepth")}
        <select
          value={chainWeights.value.length}
          onChange={(event) => setChainDepth(Number(event.currentTarget.value))}
        >
          {Array.from({ length: MAX_DEPTH }, (_, i) => (
            <option key={i + 1}>{i + 1}</option>
          ))}
        </select>
      </label>
      <label class="field">
        {t("activationFunction")}
        <select
          value={chainActivation.value}
          onChange={(event) => {
            chainActivation.value = event.currentTarget.value as typeof chainActivation.value;
            // The cross-entropy is there for outputs from 0 to 1 only.
            if (chainActivation.value !== "sigmoid" && chainCost.value === "cross_entropy") {
              chainCost.value = "squared_error";
            }
          }}
        >
          {ACTIVATIONS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label class="field">
        {t("cost")}
        <select
          value={chainCost.value}
          onChange={(event) => {
            chainCost.value = event.currentTarget.value as typeof chainCost.value;
          }}
        >
          {COSTS.map((name) => (
            <option
              key={name}
              value={name}
              disabled={name === "cross_entropy" && chainActivation.value !== "sigmoid"}
            >
              {t(`choice_${name}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
