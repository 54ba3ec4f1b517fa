/** Descent in one variable: choose a start and a learning rate, and see where it ends. */

import { useEffect, useState } from "preact/hooks";
import { CURVES } from "../../api/choices";
import type { CurveRecord } from "../../api/records/gradientDescent";
import { useQueryData } from "../../api/useQuery";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCompact, formatDecimal } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { prefersReducedMotion } from "../../state/theme";
import { CurveChart } from "./CurveChart";
import { LearningRateSlider } from "./LearningRateSlider";
import { curveLearningRate, curveName, curveStart } from "./urlState";

const ENDING_TEXTS = {
  minimum: "endsMinimum",
  flat: "endsFlat",
  moving: "endsMoving",
  diverged: "endsDiverged",
} as const;

/** Milliseconds between the steps of a way that is played. */
const FRAME_MS = 260;
const MAX_STEPS = 200;
const MAX_ROWS = 12;

export function CurveTab() {
  const record = useQueryData<CurveRecord>("descent/curve", {
    curve: curveName.value,
    start: curveStart.value,
    learning_rate: curveLearningRate.value,
    steps: MAX_STEPS,
  });
  const [shown, setShown] = useState<number | null>(null);
  const last = (record?.descent.x.length ?? 1) - 1;
  useEffect(() => setShown(null), [record]);
  useEffect(() => {
    if (shown === null) return;
    if (shown >= last) {
      setShown(null);
      return;
    }
    const timer = setTimeout(() => setShown(shown + 1), FRAME_MS);
    return () => clearTimeout(timer);
  }, [shown, last]);
  const upTo = shown ?? last;
  return (
    <>
      <p class="lead">{t("curveLead")}</p>
      <div class="row controls">
        <label class="field">
          {t("curve")}
          <select
            value={curveName.value}
            onChange={(event) => {
              curveName.value = event.currentTarget.value as typeof curveName.value;
            }}
          >
            {CURVES.map((name) => (
              <option key={name} value={name}>
                {t(`curve_${name.replaceAll("-", "_") as "waves"}`)}
              </option>
            ))}
          </select>
        </label>
        <LearningRateSlider of={curveLearningRate} from={0.005} to={5} />
        <button
          type="button"
          disabled={last < 1}
          onClick={() => setShown(shown === null && !prefersReducedMotion() ? 0 : null)}
        >
          {shown === null ? `▶ ${t("playIt")}` : `❚❚ ${t("pause")}`}
        </button>
      </div>
      {record && (
        <div class="chart-with-list">
          <CurveChart record={record} upTo={upTo} />
          <StepTable record={record} upTo={upTo} />
        </div>
      )}
    </>
  );
}

function StepTable({ record, upTo }: { record: CurveRecord; upTo: number }) {
  const { x, costs, slopes, outcome, formula, slope } = record.descent;
  const rows = x.slice(0, upTo + 1).map((_, i) => i);
  const few =
    rows.length > MAX_ROWS ? [...rows.slice(0, MAX_ROWS - 3), -1, ...rows.slice(-2)] : rows;
  const next = (i: number) => ({
    title: t("stepNumber", { number: i }),
    value: formatCompact(x[i] as number),
    tex: `x - \\eta \\frac{dC}{dx} = ${texNumber(x[i - 1] as number)} - ${curveLearningRate.value} \\cdot ${texNumber(slopes[i - 1] as number)}`,
    parts: [
      { name: t("previousX"), value: formatCompact(x[i - 1] as number) },
      { name: "η", value: formatCompact(curveLearningRate.value) },
      { name: "dC/dx", value: formatCompact(slopes[i - 1] as number) },
    ],
  });
  return (
    <section class="step-details" aria-label={t("ballPath")}>
      <p class="formula-line">
        C(x) = {formulaText(formula)}
        <br />
        dC/dx = {formulaText(slope)}
      </p>
      <p class="verdict" aria-live="polite">
        {t(ENDING_TEXTS[outcome], { steps: x.length - 1 })}
      </p>
      <table class="terms step-table">
        <thead>
          <tr>
            <th scope="col">{t("step")}</th>
            <th scope="col" class="number">
              x
            </th>
            <th scope="col" class="number">
              C
            </th>
            <th scope="col" class="number">
              dC/dx
            </th>
          </tr>
        </thead>
        <tbody>
          {few.map((i) =>
            i < 0 ? (
              <tr key="more">
                <td colSpan={4}>⋯</td>
              </tr>
            ) : (
              <tr key={i}>
                <th scope="row">{i}</th>
                <td class="number">
                  {i === 0 ? (
                    <ExplainButton
                      of={() => ({
                        title: t("theStart"),
                        value: formatCompact(x[0] as number),
                        text: t("theStartWhy"),
                      })}
                    >
                      {formatCompact(x[0] as number)}
                    </ExplainButton>
                  ) : (
                    <ExplainButton of={() => next(i)}>
                      {formatCompact(x[i] as number)}
                    </ExplainButton>
                  )}
                </td>
                <td class="number">
                  <ExplainButton
                    of={() => ({
                      title: "C(x)",
                      value: formatCompact(costs[i] as number),
                      text: `C(x) = ${formulaText(formula)}`,
                      parts: [{ name: "x", value: formatCompact(x[i] as number) }],
                    })}
                  >
                    {formatCompact(costs[i] as number)}
                  </ExplainButton>
                </td>
                <td class="number">
                  <ExplainButton
                    of={() => ({
                      title: "dC/dx",
                      value: formatCompact(slopes[i] as number),
                      text: `dC/dx = ${formulaText(slope)}`,
                      parts: [{ name: "x", value: formatCompact(x[i] as number) }],
                    })}
                  >
                    {formatCompact(slopes[i] as number)}
                  </ExplainButton>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

/** A formula as one writes it by hand. */
function formulaText(formula: string): string {
  return formula
    .replace(/\^(\d)/g, (_, power: string) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(power)] ?? power)
    .replaceAll("*", " · ")
    .replace(/\d+\.\d+/g, (number) => formatDecimal(number));
}

/** A number within a formula: in brackets where it has a sign. */
export function texNumber(value: number): string {
  const text = String(Number(value.toPrecision(4)));
  return value < 0 ? `(${text})` : text;
}
