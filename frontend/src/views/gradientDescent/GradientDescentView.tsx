/** Descent: on a curve, on a surface, on the real cost, in 13,002 dimensions, and by hand. */
import { Parts } from "../../components/Tabs";
import { CurvePart } from "./CurveTab";
import { GradientPart } from "./GradientTab";
import { PlanePart } from "./LandscapeTab";
import { StepPart } from "./StepTab";
import { SurfacePart } from "./SurfaceTab";
import { part } from "./urlState";

const TITLES = {
  curve: "oneVariable",
  surface: "twoVariables",
  plane: "theRealCost",
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
