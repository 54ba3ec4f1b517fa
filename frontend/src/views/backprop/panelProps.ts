/** What every panel of the walk shows: a network, one example's wishes, and the neuron they are of. */
import type { NetworkParameters } from "../../api/messages";
import type { WishesRecord } from "../../api/records/backprop";
import type { NeuronPlace } from "../../state/address";

export interface PanelProps {
  network: NetworkParameters;
  record: WishesRecord;
  asker: NeuronPlace;
}
