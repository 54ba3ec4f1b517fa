/** Where the numbers of this view come from. */

import type { Trained } from "../../api/messages";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { runSetup } from "../../state/runs";

/** How many steps there were, and how many make an epoch. */
export function stepExplanation(now: Trained): Explanation {
  const n = runSetup.value?.n_train ?? 0;
  return {
    title: t("step"),
    value: `${now.step.toLocaleString("en")} / ${now.last_step.toLocaleString("en")}`,
    text: t("stepWhy", { size: now.batch_size, n: n.toLocaleString("en") }),
    parts: [
      { name: t("epochsBehind"), value: String(now.epoch) },
      { name: t("examplesOfThis"), value: now.position.toLocaleString("en") },
      { name: t("batchSize"), value: String(now.batch_size) },
    ],
  };
}
