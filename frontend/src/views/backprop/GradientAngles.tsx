/**
 * The angle between a mini-batch's gradient and the full gradient, by batch size and moment of the
 * training.
 */

import type { BatchAnglesRecord } from "../../api/records/backprop";
import { LogChart } from "../../charts/LogChart";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount, formatFixed, formatPercent, formatPlain } from "../../i18n/numbers";
import { t } from "../../i18n/translate";

const SERIES_STYLES = [
  { colour: "quiet", mark: "square" },
  { colour: "positive", mark: "dot" },
  { colour: "negative", mark: "diamond" },
] as const;
const MOMENT_TEXTS = { start: "beforeTraining", early: "earlyOn", now: "asModelIs" } as const;

export function GradientAngles({ record }: { record: BatchAnglesRecord }) {
  const named = record.stages.map((moment) => t(MOMENT_TEXTS[moment]));
  const sizes = record.batch_sizes;
  const ten = Math.max(sizes.indexOf(10), 0);
  const top = Math.max(100, ...record.angles.flat(2));
  return (
    <>
      <p>
        {t("anglesText", {
          draws: record.n_draws,
          n: formatCount(record.n_examples),
        })}
      </p>
      <LogChart
        title={t("anglesChart")}
        lines={record.angles.map((angles, i) => ({
          ...(SERIES_STYLES[i % SERIES_STYLES.length] as (typeof SERIES_STYLES)[number]),
          name: named[i] as string,
          at: sizes,
          low: angles.map(([low]) => low),
          values: angles.map(([, middle]) => middle),
          high: angles.map(([, , high]) => high),
        }))}
        top={top}
        ticks={[0, 30, 60, 90, 120, 150, 180].filter((tick) => tick <= top)}
        show={(value) => `${value}°`}
        below={t("inMiniBatch")}
        height={300}
      />
      <table class="terms angle-table">
        <caption>{t("anglesCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("batchSize")}</th>
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
                {formatCount(size)}
              </th>
              {record.angles.map((angles, m) => {
                const [low, middle, high] = angles[s] as [number, number, number];
                return (
                  <td key={record.stages[m]} class="number">
                    <ExplainButton
                      of={() => ({
                        title: t("angleOf", {
                          size: formatCount(size),
                          moment: named[m] as string,
                        }),
                        value: `${formatFixed(middle, 1)}°`,
                        text: t("angleOfText", { draws: record.n_draws }),
                        parts: [
                          {
                            name: t("eightInTen"),
                            value: `${formatFixed(low, 1)}° – ${formatFixed(high, 1)}°`,
                          },
                          {
                            name: t("distance"),
                            value: formatPlain(record.distances[m]?.[s]?.[1] ?? 0),
                          },
                          {
                            name: t("downhill"),
                            value: formatPercent(record.downhill[m]?.[s] ?? 0, 0),
                          },
                          { name: "C", value: formatPlain(record.costs[m] as number) },
                          { name: "‖∇C‖", value: formatPlain(record.norms[m] as number) },
                        ],
                      })}
                    >
                      {formatFixed(middle, 0)}°
                    </ExplainButton>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet-text">
        {t("anglesThen", {
          size: sizes[ten] as number,
          start: formatFixed(record.angles[0]?.[ten]?.[1] ?? 0, 0),
          now: formatFixed(record.angles.at(-1)?.[ten]?.[1] ?? 0, 0),
        })}
      </p>
    </>
  );
}
