/** Mini-batches against the full batch: the directions of their gradients, and both descents. */

import type { BatchAnglesRecord, PathsRecord } from "../../api/records/backprop";
import { useDebouncedQuery } from "../../api/useQuery";
import { formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { loadedNetwork, pausedModelQuery } from "../../state/model";

import { BatchSizeComparison } from "./BatchSizeComparison";
import { GradientAngles } from "./GradientAngles";
import {
  batchSeed,
  comparedBy,
  comparisonPosition,
  fullBatchSize,
  learningRate,
  miniBatchSize,
} from "./urlState";

/** The most quick steps that the server takes. */
const MAX_MINI_BATCH_STEPS = 500;
/** How many steps the careful way takes, and how many both where they take as many. */
const [FULL_BATCH_STEPS, EQUAL_STEPS] = [5, 40];

export function MiniBatchTab() {
  const query = loadedNetwork.value ? pausedModelQuery() : null;
  const angles = useDebouncedQuery<BatchAnglesRecord>("analyse/batches", query);
  const size = Math.min(miniBatchSize.value, fullBatchSize.value);
  const affordable = Math.floor((MAX_MINI_BATCH_STEPS * size) / fullBatchSize.value);
  const fullBatchSteps = Math.max(Math.min(FULL_BATCH_STEPS, affordable), 1);
  const comparison = useDebouncedQuery<PathsRecord>(
    "analyse/compare-batch-sizes",
    query && {
      ...query,
      examples: fullBatchSize.value,
      batch_size: size,
      learning_rate: learningRate.value,
      ...(comparedBy.value === "steps"
        ? { steps: EQUAL_STEPS, careful_steps: EQUAL_STEPS }
        : {
            steps: Math.min(
              Math.floor((fullBatchSteps * fullBatchSize.value) / size),
              MAX_MINI_BATCH_STEPS,
            ),
            careful_steps: fullBatchSteps,
          }),
      seed: batchSeed.value,
    },
  );
  return (
    <div class="mini-batches">
      <section class="angles" aria-label={t("anglesTitle")}>
        <h2>{t("anglesTitle")}</h2>
        {angles.error && <p class="notice">{angles.error}</p>}
        {angles.data ? (
          <GradientAngles record={angles.data} />
        ) : (
          angles.isLoading && <p class="quiet-text computing">{t("computing")}</p>
        )}
      </section>
      <section class="batch-comparison" aria-label={t("waysTitle")}>
        <h2>{t("waysTitle")}</h2>
        <p>{t("waysText")}</p>
        <ComparisonSettings waiting={comparison.isLoading} />
        {comparison.error && <p class="notice">{comparison.error}</p>}
        {comparison.data && <BatchSizeComparison record={comparison.data} />}
      </section>
    </div>
  );
}

function ComparisonSettings({ waiting }: { waiting: boolean }) {
  return (
    <div class="controls">
      <label class="field">
        {t("sameNumberOf")}
        <select
          value={comparedBy.value}
          onChange={(event) => {
            comparedBy.value = event.currentTarget.value as "examples" | "steps";
            comparisonPosition.value = 2 ** 31 - 1;
          }}
        >
          <option value="examples">{t("sameExamples")}</option>
          <option value="steps">{t("sameSteps")}</option>
        </select>
      </label>
      <label class="field">
        {t("fullBatchSize")}
        <select
          value={fullBatchSize.value}
          onChange={(event) => {
            fullBatchSize.value = Number(event.currentTarget.value);
          }}
        >
          {[...new Set([200, 500, 1000, 2000, fullBatchSize.value])]
            .sort((one, other) => one - other)
            .map((count) => (
              <option key={count} value={count}>
                {t("examplesCount", { count: formatCount(count) })}
              </option>
            ))}
        </select>
      </label>
      <label class="field">
        {t("batchSize")}
        <select
          value={miniBatchSize.value}
          onChange={(event) => {
            miniBatchSize.value = Number(event.currentTarget.value);
          }}
        >
          {[...new Set([5, 10, 30, 100, miniBatchSize.value])]
            .sort((one, other) => one - other)
            .map((count) => (
              <option key={count}>{count}</option>
            ))}
        </select>
      </label>
      <label class="field">
        {t("learningRate")}
        <input
          type="number"
          min={0.1}
          max={100}
          step={0.1}
          value={learningRate.value}
          onChange={(event) => {
            const typed = event.currentTarget.valueAsNumber;
            if (typed >= 0.001 && typed <= 1000) learningRate.value = typed;
          }}
        />
      </label>
      <button
        type="button"
        onClick={() => {
          batchSeed.value += 1;
        }}
      >
        {t("newMiniBatches")}
      </button>
      <span class="quiet-text computing" role="status">
        {waiting ? t("computing") : ""}
      </span>
    </div>
  );
}
