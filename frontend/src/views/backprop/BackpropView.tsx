/** Backpropagation in three tabs: one example, the table of nudges, mini-batches. */
import { Tabs } from "../../components/Tabs";
import { ExampleTab } from "./ExampleTab";
import { MiniBatchTab } from "./MiniBatchTab";
import { NudgeTableTab } from "./NudgeTableTab";
import { activeTab } from "./urlState";

const TAB_TITLES = {
  example: "oneExampleWalk",
  table: "theTable",
  batches: "miniBatchPart",
} as const;
const TAB_COMPONENTS = { example: ExampleTab, table: NudgeTableTab, batches: MiniBatchTab };

export function BackpropView() {
  const Part = TAB_COMPONENTS[activeTab.value];
  return (
    <div class="backprop-view">
      <Tabs titles={TAB_TITLES} part={activeTab}>
        <div class="backprop-tab">
          <Part />
        </div>
      </Tabs>
    </div>
  );
}
