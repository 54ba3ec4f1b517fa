/** Backpropagation as the film tells it: one example, the table of all, and a few at a time. */
import { Parts } from "../../components/Tabs";
import { ExampleView } from "./ExampleTab";
import { BatchesView } from "./MiniBatchTab";
import { TableView } from "./NudgeTableTab";
import { part } from "./urlState";

const TITLES = { example: "oneExampleWalk", table: "theTable", batches: "aFewAtATime" } as const;
const SHOWN = { example: ExampleView, table: TableView, batches: BatchesView };

export function BackpropView() {
  const Part = SHOWN[part.value];
  return (
    <div class="backprop-view">
      <Parts titles={TITLES} part={part}>
        <div class="backprop-part">
          <Part />
        </div>
      </Parts>
    </div>
  );
}
