/** Descent: on a curve, on a surface, on the real cost, in 13,002 dimensions, and by hand. */
import { Parts } from "../../marks/Parts";
import { CurvePart } from "./CurvePart";
import { GradientPart } from "./GradientPart";
import { part } from "./here";
import { PlanePart } from "./PlanePart";
import { StepPart } from "./StepPart";
import { SurfacePart } from "./SurfacePart";

const TITLES = {
  curve: "oneVariable",
  surface: "twoVariables",
  plane: "costLandscape",
  gradient: "allDimensions",
  step: "stepByHand",
} as const;

const SHOWN = {
  curve: CurvePart,
  surface: SurfacePart,
  plane: PlanePart,
  gradient: GradientPart,
  step: StepPart,
};

export function DescentView() {
  const Part = SHOWN[part.value];
  return (
    <div class="descent-view">
      <Parts titles={TITLES} part={part}>
        <div class="descent-part">
          <Part />
        </div>
      </Parts>
    </div>
  );
}
