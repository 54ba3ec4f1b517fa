/** What every panel of the walk shows: a network, one example's wishes, and the neuron they are of. */
import type { Opened } from "../../api/messages";
import type { WishesRecord } from "../../api/records/backprop";
import type { NeuronPlace } from "../../state/address";

export interface PanelProps {
  network: Opened;
  record: WishesRecord;
  asker: NeuronPlace;
}
