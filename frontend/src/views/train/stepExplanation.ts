/** The explanation of a step's number. */

import type { RunState } from "../../api/messages";
import { formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { runSetup } from "../../state/runs";

/** How many steps there were, and how many make an epoch. */
export function stepExplanation(state: RunState): Explanation {
  const n = runSetup.value?.n_train ?? 0;
  return {
    title: t("step"),
    value: `${formatCount(state.step)} / ${formatCount(state.last_step)}`,
    text: t("stepWhy", { size: state.batch_size, n: formatCount(n) }),
    parts: [
      { name: t("completedEpochs"), value: String(state.epoch) },
      { name: t("examplesOfEpoch"), value: formatCount(state.position) },
      { name: t("batchSize"), value: formatCount(state.batch_size) },
    ],
  };
}
