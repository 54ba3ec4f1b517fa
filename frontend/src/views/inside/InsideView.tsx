/** Inside: what the hidden neurons look for, and what the network gets wrong. */
import { Parts } from "../../marks/Parts";
import { opened } from "../../state";
import { ConfusionPart } from "./ConfusionPart";
import { EdgesPart } from "./EdgesPart";
import { ExcitePart } from "./ExcitePart";
import { part } from "./here";
import { MapsPart } from "./MapsPart";
import { MistakesPart } from "./MistakesPart";
import { NoisePart } from "./NoisePart";
import { WeightsPart } from "./WeightsPart";
import { WithoutPart } from "./WithoutPart";

const TITLES = {
  weights: "weights",
  excite: "activationPart",
  edges: "edgesLoops",
  noise: "noise",
  confusion: "confusion",
  mistakes: "mistakes",
  maps: "maps",
  without: "switchOffPart",
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
