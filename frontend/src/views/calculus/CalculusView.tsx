/** The calculus: a chain of single neurons, and then any weight of the real network. */
import { Parts } from "../../components/Tabs";
import { ChainPart } from "./ChainTab";
import { NetworkPart } from "./NetworkTab";
import { part } from "./urlState";

const TITLES = { chain: "aChain", network: "realNetwork" } as const;

export function CalculusView() {
  return (
    <div class="calculus-view">
      <Parts titles={TITLES} part={part}>
        {part.value === "chain" ? <ChainPart /> : <NetworkPart />}
      </Parts>
    </div>
  );
}
