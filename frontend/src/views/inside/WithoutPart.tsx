/** What is lost without each hidden neuron, and whether it is right as often as it is sure. */
import { useAnswer } from "../../api";
import type { Opened } from "../../messages";
import { nameOf, nameWithin } from "../../names";
import { Opens } from "../../origin/Opens";
import { about, change, chosen, go, opened } from "../../state";
import { percent, say, short, whole } from "../../words";
import { Computing } from "./Computing";
import { replacement } from "./here";
import type { AblationRecord, CalibrationRecord, Reliability } from "./records";

export function WithoutPart() {
  const network = opened.value as Opened;
  const ablation = useAnswer<AblationRecord>("analyse/ablation", {
    ...about(),
    replacement: replacement.value,
  });
  const calibration = useAnswer<CalibrationRecord>("analyse/calibration", about());
  return (
    <>
      <p class="lead">{say("withoutLead")}</p>
      <div class="row choices">
        <label class="knob">
          {say("replaceBy")}
          <select
            value={replacement.value}
            onChange={(event) => {
              replacement.value = event.currentTarget.value as typeof replacement.value;
            }}
          >
            <option value="zero">{say("zero")}</option>
            <option value="mean">{say("itsMean")}</option>
          </select>
        </label>
      </div>
      {ablation ? <Ranking record={ablation} network={network} /> : <Computing />}
      <h2>{say("calibration")}</h2>
      <p class="quiet-text">{say("calibrationLead")}</p>
      {calibration && (
        <div class="two">
          {calibration.curves.map((curve) => (
            <Sure key={curve.meaning} curve={curve} n={calibration.n_examples} />
          ))}
        </div>
      )}
    </>
  );
}

function Ranking({ record, network }: { record: AblationRecord; network: Opened }) {
  const losses = record.accuracies.map((accuracy) => record.accuracy - accuracy);
  const most = Math.max(...losses.map(Math.abs), 1e-9);
  return (
    <table class="terms ranking">
      <caption>
        {say("withAll")}{" "}
        <Opens
          of={() => ({
            title: say("accuracy"),
            value: percent(record.accuracy),
            text: say("accuracyWhy"),
          })}
        >
          {percent(record.accuracy)}
        </Opens>
      </caption>
      <tbody>
        {record.ranking.map((i) => {
          const [layer, neuron] = [record.layers[i] as number, record.neurons[i] as number];
          const loss = losses[i] as number;
          const name = nameOf(network, layer, neuron);
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={loss < 0 ? "positive" : "negative"}
                    y={1}
                    width={(100 * Math.abs(loss)) / most}
                    height={8}
                  />
                </svg>
              </td>
              <td class="number">
                <Opens
                  of={() => ({
                    title: say("withoutNeuron", { name: nameWithin(network, layer, neuron) }),
                    value: percent(-loss),
                    tex: [record.accuracies[i] as number, record.accuracy]
                      .map((share) => `${(100 * share).toFixed(1)}\\%`)
                      .join(" - "),
                    parts: [
                      { name: say("accuracy"), value: percent(record.accuracies[i] as number) },
                      { name: say("withAll"), value: percent(record.accuracy) },
                      { name: say("cost"), value: short(record.costs[i] as number) },
                    ],
                  })}
                >
                  {loss < 0 ? "+" : "−"}
                  {percent(Math.abs(loss))}
                </Opens>
              </td>
              <td>
                <button
                  type="button"
                  class="small"
                  aria-label={`${say("switchOff")}: ${name}`}
                  onClick={() => {
                    change({ kind: "scale", layer, neuron, source: null, value: 0 });
                    chosen.value = { layer, neuron };
                    go("network");
                  }}
                >
                  {say("tryIt")}
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
function Sure({ curve, n }: { curve: Reliability; n: number }) {
  const x = (share: number) => 24 + share * (SIDE - 32);
  const y = (share: number) => SIDE - 24 - share * (SIDE - 32);
  const largest = Math.max(...curve.counts);
  const title = say(curve.meaning === "largest" ? "byLargest" : "byShare");
  return (
    <figure class="sure">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={title}>
        <path class="axis" d={`M${x(0)} ${y(0)}H${x(1)}M${x(0)} ${y(0)}V${y(1)}`} />
        <path class="diagonal" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
        {curve.counts.map((count, i) => {
          const [sure, right] = [curve.confidence[i], curve.accuracy[i]];
          if (count === 0 || typeof sure !== "number" || typeof right !== "number") return null;
          const radius = 2.5 + 6 * Math.sqrt(count / largest);
          return <circle key={curve.edges[i]} cx={x(sure)} cy={y(right)} r={radius} />;
        })}
        <text x={x(0.5)} y={SIDE - 6}>
          {say("confidenceAxis")}
        </text>
        <text transform={`translate(12 ${y(0.5)}) rotate(-90)`}>{say("accuracyAxis")}</text>
      </svg>
      <p>
        {say("calibrationError")}{" "}
        <Opens
          of={() => ({
            title: say("calibrationError"),
            value: percent(curve.expected_calibration_error),
            tex: "\\sum_b \\frac{n_b}{n} \\left|\\text{right}_b - \\text{sure}_b\\right|",
            parts: curve.counts.map((count, i) => ({
              name: say("binOf", {
                from: short(curve.edges[i] as number),
                to: short(curve.edges[i + 1] as number),
                count: whole(count),
              }),
              value:
                count === 0
                  ? "0"
                  : percent(
                      (count / n) * Math.abs((curve.accuracy[i] ?? 0) - (curve.confidence[i] ?? 0)),
                    ),
            })),
          })}
        >
          {percent(curve.expected_calibration_error)}
        </Opens>
      </p>
    </figure>
  );
}
