/** Backpropagation as the film tells it: one example, the table of all, and a few at a time. */
import { say } from "../../words";
import { BatchesView } from "./BatchesView";
import { ExampleView } from "./ExampleView";
import { PARTS, type Part, part } from "./here";
import { TableView } from "./TableView";

const TITLES = { example: "oneExampleWalk", table: "theTable", batches: "aFewAtATime" } as const;

export function BackpropView() {
  return (
    <div class="backprop-view">
      <div
        class="tabs"
        role="tablist"
        aria-label={say("parts")}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (by === undefined) return;
          const next = (PARTS.indexOf(part.value) + by + PARTS.length) % PARTS.length;
          part.value = PARTS[next] as Part;
          document.getElementById(`part-${part.value}`)?.focus();
          event.preventDefault();
        }}
      >
        {PARTS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`part-${name}`}
            aria-selected={part.value === name}
            aria-controls="backprop-part"
            tabindex={part.value === name ? 0 : -1}
            onClick={() => {
              part.value = name;
            }}
          >
            {say(TITLES[name])}
          </button>
        ))}
      </div>
      <div id="backprop-part" role="tabpanel" aria-labelledby={`part-${part.value}`}>
        {part.value === "example" && <ExampleView />}
        {part.value === "table" && <TableView />}
        {part.value === "batches" && <BatchesView />}
      </div>
    </div>
  );
}
