/** Over how many examples the average is, and how it lies to −∇C. */
import { useEffect, useState } from "preact/hooks";
import { Opens } from "../../origin/Opens";
import { calm } from "../../theme";
import { fixed, say } from "../../words";
import { asked } from "./here";
import { LogChart } from "./LogChart";
import { plain, thousands } from "./numbers";
import type { GrowingRecord } from "./records";
import { stopAt } from "./stops";

/** How long one looks at each average while it grows by itself. */
const BEAT = 280;

export function Growing({ growing }: { growing: GrowingRecord }) {
  const [playing, setPlaying] = useState(false);
  const { counts, angles, lengths, n_examples } = growing;
  const stop = stopAt(counts, asked.value);
  const last = counts.length - 1;
  useEffect(() => {
    if (!playing) return;
    if (stop === last) {
      setPlaying(false);
      return;
    }
    const soon = window.setTimeout(() => {
      asked.value = counts[stop + 1] as number;
    }, BEAT);
    return () => clearTimeout(soon);
  }, [playing, stop, last]);
  const n = counts[stop] as number;
  const angle = angles[stop] as number;
  const top = Math.max(100, ...angles);
  return (
    <div class="growing">
      <div class="asked">
        <div class="row">
          <button
            type="button"
            class="play"
            onClick={() => {
              if (calm()) {
                asked.value = counts[last] as number;
                return;
              }
              if (!playing && stop === last) asked.value = 1;
              setPlaying(!playing);
            }}
          >
            {playing ? `❚❚ ${say("pause")}` : `▶ ${say("addExamples")}`}
          </button>
        </div>
        <label class="time">
          {say("averageOver")}
          <input
            type="range"
            min={0}
            max={last}
            value={stop}
            aria-valuetext={thousands(n)}
            onInput={(event) => {
              setPlaying(false);
              asked.value = counts[event.currentTarget.valueAsNumber] as number;
            }}
          />
          <output class="number">{`${thousands(n)} / ${thousands(n_examples)}`}</output>
        </label>
        <p aria-live={playing ? "off" : "polite"}>
          {say("angleNow")}{" "}
          <Opens
            of={() => ({
              title: say("angleTitle", { n: thousands(n) }),
              value: `${fixed(angle, 1)}°`,
              tex: "\\cos\\theta = \\frac{g_n \\cdot \\nabla C}{\\lVert g_n \\rVert \\, \\lVert \\nabla C \\rVert}",
              text: say("angleMeans"),
              parts: [
                { name: "‖gₙ‖", value: plain(lengths[stop] as number) },
                { name: "‖∇C‖", value: plain(lengths[last] as number) },
              ],
            })}
          >
            <span class="total">{fixed(angle, 1)}°</span>
          </Opens>
        </p>
      </div>
      <LogChart
        title={say("angleByCount")}
        lines={[{ name: "θ", colour: "positive", mark: "dot", at: counts, values: angles }]}
        top={top}
        ticks={[0, 45, 90, 135, 180].filter((tick) => tick <= top)}
        show={(value) => `${value}°`}
        below={say("exampleCount")}
        height={170}
        marked={n}
      />
    </div>
  );
}
