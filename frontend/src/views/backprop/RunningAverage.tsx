/** How many examples the average covers, and its angle to −∇C. */

import { useEffect, useState } from "preact/hooks";
import type { RunningAverageRecord } from "../../api/records/backprop";
import { LogChart } from "../../charts/LogChart";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount, formatFixed, formatPlain } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { lastIndexAtMost } from "../../maths/search";
import { prefersReducedMotion } from "../../state/theme";

import { averageCount } from "./urlState";

/** How long one looks at each average while it grows by itself. */
const FRAME_MS = 280;

export function RunningAverage({ averages }: { averages: RunningAverageRecord }) {
  const [playing, setPlaying] = useState(false);
  const { counts, angles, norms, n_examples } = averages;
  const index = lastIndexAtMost(counts, averageCount.value);
  const last = counts.length - 1;
  useEffect(() => {
    if (!playing) return;
    if (index === last) {
      setPlaying(false);
      return;
    }
    const soon = window.setTimeout(() => {
      averageCount.value = counts[index + 1] as number;
    }, FRAME_MS);
    return () => clearTimeout(soon);
  }, [playing, index, last]);
  const n = counts[index] as number;
  const angle = angles[index] as number;
  const top = Math.max(100, ...angles);
  return (
    <div class="running-average">
      <div class="average-controls">
        <div class="row">
          <button
            type="button"
            class="play"
            onClick={() => {
              if (prefersReducedMotion()) {
                averageCount.value = counts[last] as number;
                return;
              }
              if (!playing && index === last) averageCount.value = 1;
              setPlaying(!playing);
            }}
          >
            {playing ? `❚❚ ${t("pause")}` : `▶ ${t("addExamples")}`}
          </button>
        </div>
        <label class="time-slider">
          {t("averageOver")}
          <input
            type="range"
            min={0}
            max={last}
            value={index}
            aria-valuetext={formatCount(n)}
            onInput={(event) => {
              setPlaying(false);
              averageCount.value = counts[event.currentTarget.valueAsNumber] as number;
            }}
          />
          <output class="number">{`${formatCount(n)} / ${formatCount(n_examples)}`}</output>
        </label>
        <p aria-live={playing ? "off" : "polite"}>
          {t("angleNow")}{" "}
          <ExplainButton
            of={() => ({
              title: t("angleTitle", { n: formatCount(n) }),
              value: `${formatFixed(angle, 1)}°`,
              tex: "\\cos\\theta = \\frac{g_n \\cdot \\nabla C}{\\lVert g_n \\rVert \\, \\lVert \\nabla C \\rVert}",
              text: t("angleMeans"),
              parts: [
                { name: "‖gₙ‖", value: formatPlain(norms[index] as number) },
                { name: "‖∇C‖", value: formatPlain(norms[last] as number) },
              ],
            })}
          >
            <span class="total">{formatFixed(angle, 1)}°</span>
          </ExplainButton>
        </p>
      </div>
      <LogChart
        title={t("angleByCount")}
        lines={[{ name: "θ", colour: "positive", mark: "dot", at: counts, values: angles }]}
        top={top}
        ticks={[0, 45, 90, 135, 180].filter((tick) => tick <= top)}
        show={(value) => `${value}°`}
        below={t("exampleCount")}
        height={170}
        marked={n}
      />
    </div>
  );
}
