/** Inspect: what the hidden neurons look for, and what the network gets wrong. */

import { Tabs } from "../../components/Tabs";
import { loadedNetwork } from "../../state/model";

import { AblationTab } from "./AblationTab";
import { ActivationMaximisationTab } from "./ActivationMaximisationTab";
import { ConfusionTab } from "./ConfusionTab";
import { EdgesAndLoopsTab } from "./EdgesAndLoopsTab";
import { EmbeddingTab } from "./EmbeddingTab";
import { MistakesTab } from "./MistakesTab";
import { NoiseTab } from "./NoiseTab";
import { activeTab } from "./urlState";
import { WeightsTab } from "./WeightsTab";

const TAB_TITLES = {
  weights: "weights",
  excite: "activationPart",
  edges: "edgesLoops",
  noise: "noise",
  confusion: "confusion",
  mistakes: "mistakes",
  maps: "maps",
  without: "switchOffPart",
} as const;

const TAB_COMPONENTS = {
  weights: WeightsTab,
  excite: ActivationMaximisationTab,
  edges: EdgesAndLoopsTab,
  noise: NoiseTab,
  confusion: ConfusionTab,
  mistakes: MistakesTab,
  maps: EmbeddingTab,
  without: AblationTab,
};

export function InspectView() {
  const Part = TAB_COMPONENTS[activeTab.value];
  return (
    <div class="inspect-view">
      <Tabs titles={TAB_TITLES} part={activeTab}>
        <div class="inspect-tab">{loadedNetwork.value && <Part />}</div>
      </Tabs>
    </div>
  );
}
