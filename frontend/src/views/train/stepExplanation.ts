/** Where the numbers of this view come from. */

import type { Trained } from "../../api/messages";
import { say } from "../../i18n/translate";
import type { Because } from "../../state/explanation";
import { watching } from "../../state/state";

/** How many steps there were, and how many make an epoch. */
export function becauseStep(now: Trained): Because {
  const n = watching.value?.n_train ?? 0;
  return {
    title: say("step"),
    value: `${now.step.toLocaleString("en")} / ${now.last_step.toLocaleString("en")}`,
    text: say("stepWhy", { size: now.batch_size, n: n.toLocaleString("en") }),
    parts: [
      { name: say("epochsBehind"), value: String(now.epoch) },
      { name: say("examplesOfThis"), value: now.position.toLocaleString("en") },
      { name: say("batchSize"), value: String(now.batch_size) },
    ],
  };
}
