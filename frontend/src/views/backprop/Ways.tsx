/** The careful way down and the quick one, as far as each comes with as many examples looked at. */
import { useEffect, useState } from "preact/hooks";
import { Curves } from "../../marks/Curves";
import { within } from "../../names";
import type { Because } from "../../origin/asked";
import { Opens } from "../../origin/Opens";
import { calm } from "../../theme";
import { decimal, fixed, say } from "../../words";
import { walked } from "./here";
import { plain, thousands } from "./numbers";
import type { PathRecord, PathsRecord } from "./records";
import { stopAt } from "./stops";
import { WaysPlane } from "./WaysPlane";

/** One looks at both ways for so long, in so many pieces. */
const [BEAT, PIECES] = [60, 150];

export function Ways({ record }: { record: PathsRecord }) {
  const { careful, quick } = record;
  const bySteps = careful.costs.length === quick.costs.length;
  // What goes on for both: examples looked at, or steps.
  const passed = (path: PathRecord) => (bySteps ? path.costs.map((_, step) => step) : path.seen);
  const end = Math.max(passed(careful).at(-1) ?? 0, passed(quick).at(-1) ?? 0);
  const now = Math.min(walked.value, end);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    if (now >= end) {
      setPlaying(false);
      return;
    }
    const soon = window.setTimeout(() => {
      walked.value = Math.min(now + Math.ceil(end / PIECES), end);
    }, BEAT);
    return () => clearTimeout(soon);
  }, [playing, now, end]);
  const places = { careful: stopAt(passed(careful), now), quick: stopAt(passed(quick), now) };
  return (
    <>
      <div class="row">
        <button
          type="button"
          class="play"
          onClick={() => {
            if (calm()) {
              walked.value = end;
              return;
            }
            if (!playing && now >= end) walked.value = 0;
            setPlaying(!playing);
          }}
        >
          {playing ? `❚❚ ${say("pause")}` : `▶ ${say("descend")}`}
        </button>
      </div>
      <label class="time">
        {say(bySteps ? "stepsEach" : "examplesProcessed")}
        <input
          type="range"
          min={0}
          max={end}
          value={now}
          onInput={(event) => {
            setPlaying(false);
            walked.value = event.currentTarget.valueAsNumber;
          }}
        />
        <output class="number">{thousands(now)}</output>
      </label>
      <table class="terms ways-table">
        <thead>
          <tr>
            <th scope="col">{say("descentColumn")}</th>
            <th scope="col" class="number">
              {say("stepsTaken")}
            </th>
            <th scope="col" class="number">
              {within(say("examplesProcessed"))}
            </th>
            <th scope="col" class="number">
              {say("costThere")}
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="fullBatch" at={places.careful} record={record} />
          <Row name="miniBatch" at={places.quick} record={record} />
        </tbody>
      </table>
      <Curves
        title={say(bySteps ? "costBySteps" : "costByExamples", {
          n: thousands(careful.batch_size),
        })}
        lines={[
          {
            name: say("miniBatch"),
            colour: "positive",
            at: passed(quick),
            values: quick.costs,
            of: () => becauseCost("miniBatch", quick.costs.length - 1, record),
          },
          {
            name: say("fullBatch"),
            colour: "text",
            dashed: true,
            at: passed(careful),
            values: careful.costs,
            of: () => becauseCost("fullBatch", careful.costs.length - 1, record),
          },
        ]}
        step={now}
        height={210}
        show={(value) => fixed(value, 2)}
      />
      <WaysPlane record={record} careful={places.careful} quick={places.quick} />
    </>
  );
}

type Way = "fullBatch" | "miniBatch";

function pathOf(name: Way, record: PathsRecord): PathRecord {
  return name === "miniBatch" ? record.quick : record.careful;
}

function Row({ name, at, record }: { name: Way; at: number; record: PathsRecord }) {
  const path = pathOf(name, record);
  const cost = path.costs[at] as number;
  const why = () => becauseCost(name, at, record);
  return (
    <tr>
      <th scope="row">
        {say(name)}{" "}
        <small class="quiet-text">{say("batchesOf", { size: thousands(path.batch_size) })}</small>
      </th>
      <td class="number">
        <Opens of={why}>{thousands(at)}</Opens>
      </td>
      <td class="number">
        <Opens of={why}>{thousands(path.seen[at] as number)}</Opens>
      </td>
      <td class="number">
        <Opens of={why}>{fixed(cost, 4)}</Opens>
      </td>
    </tr>
  );
}

function becauseCost(name: Way, at: number, record: PathsRecord): Because {
  const path = pathOf(name, record);
  return {
    title: say("costAfterStep", { way: say(name), step: thousands(at) }),
    value: plain(path.costs[at] as number),
    tex: "\\mathbf W \\leftarrow \\mathbf W - \\eta \\nabla C_{\\text{batch}}",
    text: say(name === "miniBatch" ? "miniBatchMeans" : "fullBatchMeans"),
    parts: [
      { name: "η", value: decimal(record.learning_rate) },
      { name: say("batchSize"), value: thousands(path.batch_size) },
      { name: say("examplesProcessed"), value: thousands(path.seen[at] as number) },
      ...(at > 0 ? [{ name: say("costBefore"), value: plain(path.costs[at - 1] as number) }] : []),
      { name: say("costAtStart"), value: plain(path.costs[0] as number) },
    ],
  };
}
