/**
 * Gradient descent: on a curve, on a surface, on the cost landscape, in 13,002 dimensions, and by
 * hand.
 */
import { Tabs } from "../../components/Tabs";
import { CurveTab } from "./CurveTab";
import { GradientTab } from "./GradientTab";
import { LandscapeTab } from "./LandscapeTab";
import { StepTab } from "./StepTab";
import { SurfaceTab } from "./SurfaceTab";
import { activeTab } from "./urlState";

const TAB_TITLES = {
  curve: "oneVariable",
  surface: "twoVariables",
  plane: "costLandscape",
  gradient: "allDimensions",
  step: "stepByHand",
} as const;

const TAB_COMPONENTS = {
  curve: CurveTab,
  surface: SurfaceTab,
  plane: LandscapeTab,
  gradient: GradientTab,
  step: StepTab,
};

export function GradientDescentView() {
  const Part = TAB_COMPONENTS[activeTab.value];
  return (
    <div class="gradient-descent-view">
      <Tabs titles={TAB_TITLES} part={activeTab}>
        <div class="gradient-descent-tab">
          <Part />
        </div>
      </Tabs>
    </div>
  );
}
