/** Mini-batches against everything: which way they point, and how both go down. */
import { useSlow } from "../../api";
import { opened, standing } from "../../state";
import { say, whole } from "../../words";
import { Angles } from "./Angles";
import { batch, everything, fair, rate, seed, walked } from "./here";
import type { BatchesRecord, PathsRecord } from "./records";
import { Ways } from "./Ways";

/** The most quick steps that the server takes. */
const MOST_STEPS = 500;
/** How many steps the careful way takes, and how many both where they take as many. */
const [CAREFUL, AS_MANY] = [5, 40];

export function BatchesView() {
  const about = opened.value ? standing() : null;
  const angles = useSlow<BatchesRecord>("analyse/batches", about);
  const size = Math.min(batch.value, everything.value);
  const affordable = Math.floor((MOST_STEPS * size) / everything.value);
  const careful = Math.max(Math.min(CAREFUL, affordable), 1);
  const ways = useSlow<PathsRecord>(
    "analyse/two_paths",
    about && {
      ...about,
      examples: everything.value,
      batch_size: size,
      learning_rate: rate.value,
      ...(fair.value === "steps"
        ? { steps: AS_MANY, careful_steps: AS_MANY }
        : {
            steps: Math.min(Math.floor((careful * everything.value) / size), MOST_STEPS),
            careful_steps: careful,
          }),
      seed: seed.value,
    },
  );
  return (
    <div class="batches">
      <section class="angles" aria-label={say("anglesTitle")}>
        <h2>{say("anglesTitle")}</h2>
        {angles.refused && <p class="notice">{angles.refused}</p>}
        {angles.answer ? (
          <Angles record={angles.answer} />
        ) : (
          angles.waiting && <p class="quiet-text computing">{say("computing")}</p>
        )}
      </section>
      <section class="ways" aria-label={say("waysTitle")}>
        <h2>{say("waysTitle")}</h2>
        <p>{say("waysText")}</p>
        <Knobs waiting={ways.waiting} />
        {ways.refused && <p class="notice">{ways.refused}</p>}
        {ways.answer && <Ways record={ways.answer} />}
      </section>
    </div>
  );
}

function Knobs({ waiting }: { waiting: boolean }) {
  return (
    <div class="choices">
      <label class="knob">
        {say("sameNumberOf")}
        <select
          value={fair.value}
          onChange={(event) => {
            fair.value = event.currentTarget.value as "examples" | "steps";
            walked.value = 2 ** 31 - 1;
          }}
        >
          <option value="examples">{say("sameExamples")}</option>
          <option value="steps">{say("sameSteps")}</option>
        </select>
      </label>
      <label class="knob">
        {say("fullBatchSize")}
        <select
          value={everything.value}
          onChange={(event) => {
            everything.value = Number(event.currentTarget.value);
          }}
        >
          {[...new Set([200, 500, 1000, 2000, everything.value])]
            .sort((one, other) => one - other)
            .map((count) => (
              <option key={count} value={count}>
                {say("examplesCount", { count: whole(count) })}
              </option>
            ))}
        </select>
      </label>
      <label class="knob">
        {say("batchSize")}
        <select
          value={batch.value}
          onChange={(event) => {
            batch.value = Number(event.currentTarget.value);
          }}
        >
          {[...new Set([5, 10, 30, 100, batch.value])]
            .sort((one, other) => one - other)
            .map((count) => (
              <option key={count}>{count}</option>
            ))}
        </select>
      </label>
      <label class="knob">
        {say("learningRate")}
        <input
          type="number"
          min={0.1}
          max={100}
          step={0.1}
          value={rate.value}
          onChange={(event) => {
            const typed = event.currentTarget.valueAsNumber;
            if (typed >= 0.001 && typed <= 1000) rate.value = typed;
          }}
        />
      </label>
      <button
        type="button"
        onClick={() => {
          seed.value += 1;
        }}
      >
        {say("newMiniBatches")}
      </button>
      <span class="quiet-text computing" role="status">
        {waiting ? say("computing") : ""}
      </span>
    </div>
  );
}
