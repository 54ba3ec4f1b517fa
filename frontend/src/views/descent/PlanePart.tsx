/** The real network's cost over a plane, from above and in space, with the way that training took. */
import { useMemo } from "preact/hooks";
import { useSlow } from "../../api";
import { Contours } from "../../marks/Contours";
import { Surface } from "../../marks/Surface";
import { Opens } from "../../origin/Opens";
import { go, standing } from "../../state";
import { fixed, percent, say, short, whole } from "../../words";
import { Computing } from "../inside/Computing";
import { directions, seed, span, turned } from "./here";
import type { PlaneRecord } from "./records";

export function PlanePart() {
  const asked = useSlow<PlaneRecord>("descent/plane", {
    ...standing(),
    directions: directions.value,
    span: span.value,
    seed: seed.value,
  });
  const record = asked.answer;
  return (
    <>
      <p class="lead">{say(directions.value === "path" ? "pathLead" : "randomLead")}</p>
      <div class="row choices">
        <label class="knob">
          {say("thePlane")}
          <select
            value={directions.value}
            onChange={(event) => {
              directions.value = event.currentTarget.value as typeof directions.value;
            }}
          >
            <option value="path">{say("planeOfPath")}</option>
            <option value="random">{say("planeRandom")}</option>
          </select>
        </label>
        <label class="slider rate">
          <span>{say("visibleRange")}</span>
          <input
            type="range"
            min={0.1}
            max={4}
            step={0.1}
            value={span.value}
            onInput={(event) => {
              span.value = event.currentTarget.valueAsNumber;
            }}
          />
          <output class="number">{fixed(span.value, 1)}</output>
        </label>
        {directions.value === "random" && (
          <button
            type="button"
            onClick={() => {
              seed.value = (seed.value + 1) % 1_000_000;
            }}
          >
            {say("otherDirections")}
          </button>
        )}
        <span class="quiet-text" role="status">
          {asked.waiting && record ? say("computing") : ""}
        </span>
      </div>
      {asked.refused ? (
        <p>
          {asked.refused}{" "}
          <button type="button" onClick={() => go("learn")}>
            {say("viewTrain")}
          </button>
        </p>
      ) : record ? (
        <Plane record={record} />
      ) : (
        <Computing />
      )}
    </>
  );
}

function Plane({ record }: { record: PlaneRecord }) {
  const grid = useMemo(
    () => ({ x: record.alphas, y: record.betas, heights: record.costs }),
    [record],
  );
  const inside = record.path.map(
    ([a, b]) =>
      a >= (record.alphas[0] as number) &&
      a <= (record.alphas.at(-1) as number) &&
      b >= (record.betas[0] as number) &&
      b <= (record.betas.at(-1) as number),
  );
  const path: [number, number][] =
    record.directions === "random" ? [[0, 0]] : record.path.filter((_, i) => inside[i]);
  const costs =
    record.directions === "random"
      ? [record.centre]
      : record.path_costs.filter((_, i) => inside[i]);
  const n = whole(record.n_examples);
  return (
    <div class="two-surfaces">
      <Contours grid={grid} path={path} label={say("fromAbove")} />
      <Surface grid={grid} path={path} costs={costs} turned={turned} label={say("surfaceIn3d")} />
      <section class="readings">
        <dl class="facts">
          <dt>{say("costHere")}</dt>
          <dd>
            <Opens
              of={() => ({
                title: say("costHere"),
                value: short(record.centre),
                tex: `C = \\frac{1}{${record.n_examples}} \\sum_k C_k`,
                text: say("meanOver", { n }),
              })}
            >
              {short(record.centre)}
            </Opens>
          </dd>
          {record.directions === "path" && (
            <>
              <dt>{say("costBeforeTraining")}</dt>
              <dd>
                <Opens
                  of={() => ({
                    title: say("costBeforeTraining"),
                    value: short(record.path_costs[0] as number),
                    text: say("pathCostsWhy"),
                    parts: record.path_costs.map((cost, i) => ({
                      name: say("pointNumber", { number: i }),
                      value: short(cost),
                    })),
                  })}
                >
                  {short(record.path_costs[0] as number)}
                </Opens>
              </dd>
              <dt>{say("shareOfPath")}</dt>
              <dd>
                <Opens
                  of={() => ({
                    title: say("shareOfPath"),
                    value: percent(record.explained[0] + record.explained[1]),
                    text: say("shareOfPathWhy"),
                    parts: [
                      { name: say("firstAxis"), value: percent(record.explained[0]) },
                      { name: say("secondAxis"), value: percent(record.explained[1]) },
                    ],
                  })}
                >
                  {percent(record.explained[0] + record.explained[1])}
                </Opens>
              </dd>
            </>
          )}
        </dl>
        <p class="quiet-text">{say("planeWhy", { n })}</p>
      </section>
    </div>
  );
}
