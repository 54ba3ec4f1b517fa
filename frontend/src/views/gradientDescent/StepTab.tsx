/** One step by hand: its size, the change of cost that the slope predicts, and the actual one. */

import type { StepsRecord } from "../../api/records/gradientDescent";
import { useDebouncedQuery } from "../../api/useQuery";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCompact, formatCount, formatSigned } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { isInputEmpty } from "../../state/input";

import { areExamplesChosen, ExamplesSelect } from "./ExamplesSelect";
import { examplesQuery } from "./GradientTab";
import { LearningRateSlider } from "./LearningRateSlider";
import { StepChart } from "./StepChart";
import { stepLearningRate, stepsTaken } from "./urlState";

const MAX_STEPS = 60;

export function StepTab() {
  const query = useDebouncedQuery<StepsRecord>(
    "explain/steps",
    areExamplesChosen()
      ? { ...examplesQuery(), taken: stepsTaken.value, learning_rate: stepLearningRate.value }
      : null,
  );
  const record = query.data;
  return (
    <>
      <p class="lead">{t("stepLead")}</p>
      <div class="row controls">
        <ExamplesSelect />
        <LearningRateSlider of={stepLearningRate} from={0.01} to={20} />
        <button
          type="button"
          class="take"
          disabled={!areExamplesChosen() || stepsTaken.value.length >= MAX_STEPS}
          onClick={() => {
            stepsTaken.value = [...stepsTaken.value, stepLearningRate.value];
          }}
        >
          {t("takeStep")}
        </button>
        <button
          type="button"
          disabled={stepsTaken.value.length === 0}
          onClick={() => {
            stepsTaken.value = stepsTaken.value.slice(0, -1);
          }}
        >
          {t("undo")}
        </button>
        <button
          type="button"
          disabled={stepsTaken.value.length === 0}
          onClick={() => {
            stepsTaken.value = [];
          }}
        >
          {t("reset")}
        </button>
      </div>
      {!areExamplesChosen() ? (
        <p class="quiet-text">{t(isInputEmpty.value ? "nothingYet" : "needsLabelForDerivative")}</p>
      ) : record ? (
        <StepResult record={record} />
      ) : (
        <ComputingStatus />
      )}
    </>
  );
}

function StepResult({ record }: { record: StepsRecord }) {
  const [firstOrder, secondOrder, actual] = [
    record.predicted[0] as number,
    record.predicted_second_order[0] as number,
    record.actual[0] as number,
  ];
  const eta = record.learning_rates[0] as number;
  const n = formatCount(record.n_examples);
  return (
    <div class="chart-with-list">
      <StepChart record={record} />
      <section class="step-details">
        <dl class="facts">
          <dt>{t("costNow")}</dt>
          <dd>
            <ExplainButton
              of={() => ({
                title: t("costNow"),
                value: formatCompact(record.before),
                text: t("meanOver", { n }),
              })}
            >
              {formatCompact(record.before, 5)}
            </ExplainButton>
          </dd>
          <dt>{t("firstOrder")}</dt>
          <dd>
            <ExplainButton
              of={() => ({
                title: t("firstOrder"),
                value: formatSigned(firstOrder, 5),
                tex: `-\\eta \\lVert \\nabla C \\rVert^2 = -${eta} \\cdot ${record.norm.toPrecision(4)}^2`,
                parts: [
                  { name: "η", value: formatCompact(eta) },
                  { name: "‖∇C‖", value: formatCompact(record.norm) },
                ],
              })}
            >
              {formatSigned(firstOrder, 5)}
            </ExplainButton>
          </dd>
          <dt>{t("secondOrder")}</dt>
          <dd>
            <ExplainButton
              of={() => ({
                title: t("secondOrder"),
                value: formatSigned(secondOrder, 5),
                tex: "-\\eta \\lVert \\nabla C \\rVert^2 + \\tfrac12 \\eta^2 \\, \\nabla C^\\top H \\, \\nabla C",
                text: t("secondOrderWhy"),
              })}
            >
              {formatSigned(secondOrder, 5)}
            </ExplainButton>
          </dd>
          <dt>{t("actualChange")}</dt>
          <dd class="total">
            <ExplainButton
              of={() => ({
                title: t("actualChange"),
                value: formatSigned(actual, 5),
                tex: "C(w - \\eta \\nabla C) - C(w)",
                parts: [
                  { name: t("costAfter"), value: formatCompact(record.before + actual, 5) },
                  { name: t("costNow"), value: formatCompact(record.before, 5) },
                ],
              })}
            >
              {formatSigned(actual, 5)}
            </ExplainButton>
          </dd>
        </dl>
        <p aria-live="polite">
          {t(
            actual > 0 ? "tooFar" : actual > 0.5 * firstOrder ? "lessThanPredicted" : "asPredicted",
          )}
        </p>
        {record.costs.length > 1 && (
          <table class="terms step-table">
            <caption>{t("yourSteps")}</caption>
            <tbody>
              {record.costs.slice(-MAX_ROWS).map((cost, i, shown) => {
                const number = record.costs.length - shown.length + i;
                return (
                  <tr key={number}>
                    <th scope="row">{number}</th>
                    <td class="number">
                      {number === 0 ? "" : `η ${formatCompact(stepsTaken.value[number - 1] ?? 0)}`}
                    </td>
                    <td class="number">
                      <ExplainButton
                        of={() => ({
                          title: t("stepNumber", { number }),
                          value: formatCompact(cost, 5),
                          text: t("meanOver", { n }),
                        })}
                      >
                        {formatCompact(cost, 5)}
                      </ExplainButton>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}

const MAX_ROWS = 12;
