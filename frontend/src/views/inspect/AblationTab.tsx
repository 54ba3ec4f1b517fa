/**
 * The accuracy that is lost without each hidden neuron, and how well the outputs are calibrated.
 */

import { scaleLinear } from "d3-scale";
import type { NetworkParameters } from "../../api/messages";
import type {
  AblationRecord,
  CalibrationRecord,
  ReliabilityCurve,
} from "../../api/records/inspect";
import { useQueryData } from "../../api/useQuery";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronName, neuronNameInSentence } from "../../i18n/names";
import { formatCompact, formatCount, formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { selectedNeuron } from "../../state/input";
import { applyEdit, loadedNetwork, modelQuery } from "../../state/model";
import { goToView } from "../../state/navigation";

import { replacement } from "./urlState";

export function AblationTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const ablation = useQueryData<AblationRecord>("analyse/ablation", {
    ...modelQuery(),
    replacement: replacement.value,
  });
  const calibration = useQueryData<CalibrationRecord>("analyse/calibration", modelQuery());
  return (
    <>
      <p class="lead">{t("withoutLead")}</p>
      <div class="row controls">
        <label class="field">
          {t("replaceBy")}
          <select
            value={replacement.value}
            onChange={(event) => {
              replacement.value = event.currentTarget.value as typeof replacement.value;
            }}
          >
            <option value="zero">{t("zero")}</option>
            <option value="mean">{t("itsMean")}</option>
          </select>
        </label>
      </div>
      {ablation ? <Ranking record={ablation} network={network} /> : <ComputingStatus />}
      <h2>{t("calibration")}</h2>
      <p class="quiet-text">{t("calibrationLead")}</p>
      {calibration && (
        <div class="two-columns">
          {calibration.curves.map((curve) => (
            <ReliabilityDiagram key={curve.meaning} curve={curve} n={calibration.n_examples} />
          ))}
        </div>
      )}
    </>
  );
}

function Ranking({ record, network }: { record: AblationRecord; network: NetworkParameters }) {
  const losses = record.accuracies.map((accuracy) => record.accuracy - accuracy);
  const largestLoss = Math.max(...losses.map(Math.abs), 1e-9);
  return (
    <table class="terms ranking">
      <caption>
        {t("withAll")}{" "}
        <ExplainButton
          of={() => ({
            title: t("accuracy"),
            value: formatPercent(record.accuracy),
            text: t("accuracyWhy"),
          })}
        >
          {formatPercent(record.accuracy)}
        </ExplainButton>
      </caption>
      <tbody>
        {record.ranking.map((i) => {
          const [layer, neuron] = [record.layers[i] as number, record.neurons[i] as number];
          const loss = losses[i] as number;
          const name = neuronName(network, layer, neuron);
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={loss < 0 ? "positive" : "negative"}
                    y={1}
                    width={(100 * Math.abs(loss)) / largestLoss}
                    height={8}
                  />
                </svg>
              </td>
              <td class="number">
                <ExplainButton
                  of={() => ({
                    title: t("withoutNeuron", {
                      name: neuronNameInSentence(network, layer, neuron),
                    }),
                    value: formatPercent(-loss),
                    tex: [record.accuracies[i] as number, record.accuracy]
                      .map((share) => `${(100 * share).toFixed(1)}\\%`)
                      .join(" - "),
                    parts: [
                      { name: t("accuracy"), value: formatPercent(record.accuracies[i] as number) },
                      { name: t("withAll"), value: formatPercent(record.accuracy) },
                      { name: t("cost"), value: formatCompact(record.costs[i] as number) },
                    ],
                  })}
                >
                  {loss < 0 ? "+" : "−"}
                  {formatPercent(Math.abs(loss))}
                </ExplainButton>
              </td>
              <td>
                <button
                  type="button"
                  class="small"
                  aria-label={`${t("switchOff")}: ${name}`}
                  onClick={() => {
                    applyEdit({ kind: "scale", layer, neuron, source: null, value: 0 });
                    selectedNeuron.value = { layer, neuron };
                    goToView("network");
                  }}
                >
                  {t("tryIt")}
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const SIDE = 200;

/** Confidence against accuracy; a network that knows how sure it may be stays on the diagonal. */
function ReliabilityDiagram({ curve, n }: { curve: ReliabilityCurve; n: number }) {
  const x = scaleLinear([0, 1], [24, SIDE - 8]);
  const y = scaleLinear([0, 1], [SIDE - 24, 8]);
  const largest = Math.max(...curve.counts);
  const title = t(curve.meaning === "largest" ? "byLargest" : "byShare");
  return (
    <figure class="reliability">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={title}>
        <path class="axis" d={`M${x(0)} ${y(0)}H${x(1)}M${x(0)} ${y(0)}V${y(1)}`} />
        <path class="diagonal" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
        {curve.counts.map((count, i) => {
          const [confidence, accuracy] = [curve.confidence[i], curve.accuracy[i]];
          if (count === 0 || typeof confidence !== "number" || typeof accuracy !== "number")
            return null;
          const radius = 2.5 + 6 * Math.sqrt(count / largest);
          return <circle key={curve.edges[i]} cx={x(confidence)} cy={y(accuracy)} r={radius} />;
        })}
        <text x={x(0.5)} y={SIDE - 6}>
          {t("confidenceAxis")}
        </text>
        <text transform={`translate(12 ${y(0.5)}) rotate(-90)`}>{t("accuracyAxis")}</text>
      </svg>
      <p>
        {t("calibrationError")}{" "}
        <ExplainButton
          of={() => ({
            title: t("calibrationError"),
            value: formatPercent(curve.expected_calibration_error),
            tex: "\\sum_b \\frac{n_b}{n} \\left|\\text{right}_b - \\text{sure}_b\\right|",
            parts: curve.counts.map((count, i) => ({
              name: t("binOf", {
                from: formatCompact(curve.edges[i] as number),
                to: formatCompact(curve.edges[i + 1] as number),
                count: formatCount(count),
              }),
              value:
                count === 0
                  ? "0"
                  : formatPercent(
                      (count / n) * Math.abs((curve.accuracy[i] ?? 0) - (curve.confidence[i] ?? 0)),
                    ),
            })),
          })}
        >
          {formatPercent(curve.expected_calibration_error)}
        </ExplainButton>
      </p>
    </figure>
  );
}
