/** The angle between a mini-batch's gradient and the true one, by size, at moments of the training. */
import { Opens } from "../../origin/Opens";
import { fixed, percent, say } from "../../words";
import { LogChart } from "./LogChart";
import { plain, thousands } from "./numbers";
import type { BatchesRecord } from "./records";

const LOOKS = [
  { colour: "quiet", mark: "square" },
  { colour: "positive", mark: "dot" },
  { colour: "negative", mark: "diamond" },
] as const;
const NAMES = { start: "beforeTraining", early: "earlyOn", now: "asModelIs" } as const;

export function Angles({ record }: { record: BatchesRecord }) {
  const named = record.moments.map((moment) => say(NAMES[moment]));
  const sizes = record.batch_sizes;
  const ten = Math.max(sizes.indexOf(10), 0);
  const top = Math.max(100, ...record.angles.flat(2));
  return (
    <>
      <p>
        {say("anglesText", {
          draws: record.n_draws,
          n: thousands(record.n_examples),
        })}
      </p>
      <LogChart
        title={say("anglesChart")}
        lines={record.angles.map((angles, i) => ({
          ...(LOOKS[i % LOOKS.length] as (typeof LOOKS)[number]),
          name: named[i] as string,
          at: sizes,
          low: angles.map(([low]) => low),
          values: angles.map(([, middle]) => middle),
          high: angles.map(([, , high]) => high),
        }))}
        top={top}
        ticks={[0, 30, 60, 90, 120, 150, 180].filter((tick) => tick <= top)}
        show={(value) => `${value}°`}
        below={say("inMiniBatch")}
        height={300}
      />
      <table class="terms angle-table">
        <caption>{say("anglesCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("batchSize")}</th>
            {named.map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sizes.map((size, s) => (
            <tr key={size}>
              <th scope="row" class="number">
                {thousands(size)}
              </th>
              {record.angles.map((angles, m) => {
                const [low, middle, high] = angles[s] as [number, number, number];
                return (
                  <td key={record.moments[m]} class="number">
                    <Opens
                      of={() => ({
                        title: say("angleOf", {
                          size: thousands(size),
                          moment: named[m] as string,
                        }),
                        value: `${fixed(middle, 1)}°`,
                        text: say("angleOfText", { draws: record.n_draws }),
                        parts: [
                          {
                            name: say("eightInTen"),
                            value: `${fixed(low, 1)}° – ${fixed(high, 1)}°`,
                          },
                          {
                            name: say("distance"),
                            value: plain(record.distances[m]?.[s]?.[1] ?? 0),
                          },
                          {
                            name: say("downhill"),
                            value: percent(record.downhill[m]?.[s] ?? 0, 0),
                          },
                          { name: "C", value: plain(record.costs[m] as number) },
                          { name: "‖∇C‖", value: plain(record.lengths[m] as number) },
                        ],
                      })}
                    >
                      {fixed(middle, 0)}°
                    </Opens>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet-text">
        {say("anglesThen", {
          size: sizes[ten] as number,
          start: fixed(record.angles[0]?.[ten]?.[1] ?? 0, 0),
          now: fixed(record.angles.at(-1)?.[ten]?.[1] ?? 0, 0),
        })}
      </p>
    </>
  );
}
