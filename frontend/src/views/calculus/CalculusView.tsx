/** The calculus: a chain of single neurons, and then any weight of the real network. */
import { Tabs } from "../../components/Tabs";
import { ChainTab } from "./ChainTab";
import { NetworkTab } from "./NetworkTab";
import { activeTab } from "./urlState";

const TAB_TITLES = { chain: "aChain", network: "realNetwork" } as const;

export function CalculusView() {
  return (
    <div class="calculus-view">
      <Tabs titles={TAB_TITLES} part={activeTab}>
        {activeTab.value === "chain" ? <ChainTab /> : <NetworkTab />}
      </Tabs>
    </div>
  );
}
