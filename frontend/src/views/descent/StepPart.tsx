/** One step by hand: how large, what the slope promises, what it really does, and take it. */
import { useSlow } from "../../api";
import { Opens } from "../../origin/Opens";
import { empty } from "../../state";
import { say, short, signed, whole } from "../../words";
import { Computing } from "../inside/Computing";
import { overWhat } from "./GradientPart";
import { byHand, taken } from "./here";
import { LineMark } from "./LineMark";
import { askable, OverChoice } from "./OverChoice";
import { Rate } from "./Rate";
import type { StepsRecord } from "./records";

const MOST = 60;

export function StepPart() {
  const asked = useSlow<StepsRecord>(
    "explain/steps",
    askable() ? { ...overWhat(), taken: taken.value, learning_rate: byHand.value } : null,
  );
  const record = asked.answer;
  return (
    <>
      <p class="lead">{say("stepLead")}</p>
      <div class="row choices">
        <OverChoice />
        <Rate of={byHand} from={0.01} to={20} />
        <button
          type="button"
          class="take"
          disabled={!askable() || taken.value.length >= MOST}
          onClick={() => {
            taken.value = [...taken.value, byHand.value];
          }}
        >
          {say("takeStep")}
        </button>
        <button
          type="button"
          disabled={taken.value.length === 0}
          onClick={() => {
            taken.value = taken.value.slice(0, -1);
          }}
        >
          {say("undo")}
        </button>
        <button
          type="button"
          disabled={taken.value.length === 0}
          onClick={() => {
            taken.value = [];
          }}
        >
          {say("reset")}
        </button>
      </div>
      {!askable() ? (
        <p class="quiet-text">{say(empty.value ? "nothingYet" : "needsLabelForDerivative")}</p>
      ) : record ? (
        <Shown record={record} />
      ) : (
        <Computing />
      )}
    </>
  );
}

function Shown({ record }: { record: StepsRecord }) {
  const [promised, bent, real] = [
    record.predicted[0] as number,
    record.predicted_with_bend[0] as number,
    record.real[0] as number,
  ];
  const eta = record.learning_rates[0] as number;
  const n = whole(record.n_examples);
  return (
    <div class="with-list">
      <LineMark record={record} />
      <section class="way-list">
        <dl class="facts">
          <dt>{say("costNow")}</dt>
          <dd>
            <Opens
              of={() => ({
                title: say("costNow"),
                value: short(record.before),
                text: say("meanOver", { n }),
              })}
            >
              {short(record.before, 5)}
            </Opens>
          </dd>
          <dt>{say("firstOrder")}</dt>
          <dd>
            <Opens
              of={() => ({
                title: say("firstOrder"),
                value: signed(promised, 5),
                tex: `-\\eta \\lVert \\nabla C \\rVert^2 = -${eta} \\cdot ${record.length.toPrecision(4)}^2`,
                parts: [
                  { name: "η", value: short(eta) },
                  { name: "‖∇C‖", value: short(record.length) },
                ],
              })}
            >
              {signed(promised, 5)}
            </Opens>
          </dd>
          <dt>{say("secondOrder")}</dt>
          <dd>
            <Opens
              of={() => ({
                title: say("secondOrder"),
                value: signed(bent, 5),
                tex: "-\\eta \\lVert \\nabla C \\rVert^2 + \\tfrac12 \\eta^2 \\, \\nabla C^\\top H \\, \\nabla C",
                text: say("secondOrderWhy"),
              })}
            >
              {signed(bent, 5)}
            </Opens>
          </dd>
          <dt>{say("actualChange")}</dt>
          <dd class="total">
            <Opens
              of={() => ({
                title: say("actualChange"),
                value: signed(real, 5),
                tex: "C(w - \\eta \\nabla C) - C(w)",
                parts: [
                  { name: say("costAfter"), value: short(record.before + real, 5) },
                  { name: say("costNow"), value: short(record.before, 5) },
                ],
              })}
            >
              {signed(real, 5)}
            </Opens>
          </dd>
        </dl>
        <p aria-live="polite">
          {say(real > 0 ? "tooFar" : real > 0.5 * promised ? "lessThanPredicted" : "asPredicted")}
        </p>
        {record.costs.length > 1 && (
          <table class="terms way-table">
            <caption>{say("yourSteps")}</caption>
            <tbody>
              {record.costs.slice(-MOST_ROWS).map((cost, i, shown) => {
                const number = record.costs.length - shown.length + i;
                return (
                  <tr key={number}>
                    <th scope="row">{number}</th>
                    <td class="number">
                      {number === 0 ? "" : `η ${short(taken.value[number - 1] ?? 0)}`}
                    </td>
                    <td class="number">
                      <Opens
                        of={() => ({
                          title: say("stepNumber", { number }),
                          value: short(cost, 5),
                          text: say("meanOver", { n }),
                        })}
                      >
                        {short(cost, 5)}
                      </Opens>
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

const MOST_ROWS = 12;
