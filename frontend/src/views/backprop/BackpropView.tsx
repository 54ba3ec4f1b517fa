/** Backpropagation as the film tells it: one example, the table of all, and a few at a time. */
import { Parts } from "../../marks/Parts";
import { BatchesView } from "./BatchesView";
import { ExampleView } from "./ExampleView";
import { part } from "./here";
import { TableView } from "./TableView";

const TITLES = { example: "oneExampleWalk", table: "theTable", batches: "miniBatchPart" } as const;
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
