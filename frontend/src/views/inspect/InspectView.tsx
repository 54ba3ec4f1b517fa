/** Inside: what the hidden neurons look for, and what the network gets wrong. */
import { Parts } from "../../components/Tabs";
import { opened } from "../../state/state";
import { WithoutPart } from "./AblationTab";
import { ExcitePart } from "./ActivationMaximisationTab";
import { ConfusionPart } from "./ConfusionTab";
import { EdgesPart } from "./EdgesAndLoopsTab";
import { MapsPart } from "./EmbeddingTab";
import { MistakesPart } from "./MistakesTab";
import { NoisePart } from "./NoiseTab";
import { part } from "./urlState";
import { WeightsPart } from "./WeightsTab";

const TITLES = {
  weights: "weights",
  excite: "whatExcites",
  edges: "edgesLoops",
  noise: "noise",
  confusion: "confusion",
  mistakes: "mistakes",
  maps: "maps",
  without: "without",
} as const;

const SHOWN = {
  weights: WeightsPart,
  excite: ExcitePart,
  edges: EdgesPart,
  noise: NoisePart,
  confusion: ConfusionPart,
  mistakes: MistakesPart,
  maps: MapsPart,
  without: WithoutPart,
};

export function InsideView() {
  const Part = SHOWN[part.value];
  return (
    <div class="inside-view">
      <Parts titles={TITLES} part={part}>
        <div class="inside-part">{opened.value && <Part />}</div>
      </Parts>
    </div>
  );
}
