/** Where the numbers of this view come from. */
import type { Trained } from "../../messages";
import type { Because } from "../../origin/asked";
import { watching } from "../../state";
import { say, whole } from "../../words";

/** How many steps there were, and how many make an epoch. */
export function becauseStep(now: Trained): Because {
  const n = watching.value?.n_train ?? 0;
  return {
    title: say("step"),
    value: `${whole(now.step)} / ${whole(now.last_step)}`,
    text: say("stepWhy", { size: now.batch_size, n: whole(n) }),
    parts: [
      { name: say("completedEpochs"), value: String(now.epoch) },
      { name: say("examplesOfEpoch"), value: whole(now.position) },
      { name: say("batchSize"), value: whole(now.batch_size) },
    ],
  };
}
