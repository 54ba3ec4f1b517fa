/** One variable: drop a ball anywhere, choose how large its steps are, and see where it ends. */
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../../api";
import { Opens } from "../../origin/Opens";
import { calm } from "../../theme";
import { decimal, say, short } from "../../words";
import { CurveMark } from "./CurveMark";
import { CURVES, curve, rate, start } from "./here";
import { Rate } from "./Rate";
import type { CurveRecord } from "./records";

const ENDS = {
  minimum: "endsMinimum",
  flat: "endsFlat",
  moving: "endsMoving",
  diverged: "endsDiverged",
} as const;

/** Milliseconds between the steps of a way that is played. */
const BEAT = 260;
const STEPS = 200;
const MOST_ROWS = 12;

export function CurvePart() {
  const record = useAnswer<CurveRecord>("descent/curve", {
    curve: curve.value,
    start: start.value,
    learning_rate: rate.value,
    steps: STEPS,
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
    const timer = setTimeout(() => setShown(shown + 1), BEAT);
    return () => clearTimeout(timer);
  }, [shown, last]);
  const upTo = shown ?? last;
  return (
    <>
      <p class="lead">{say("curveLead")}</p>
      <div class="row choices">
        <label class="knob">
          {say("curve")}
          <select
            value={curve.value}
            onChange={(event) => {
              curve.value = event.currentTarget.value as typeof curve.value;
            }}
          >
            {CURVES.map((name) => (
              <option key={name} value={name}>
                {say(`curve_${name.replaceAll("-", "_") as "waves"}`)}
              </option>
            ))}
          </select>
        </label>
        <Rate of={rate} from={0.005} to={5} />
        <button
          type="button"
          disabled={last < 1}
          onClick={() => setShown(shown === null && !calm() ? 0 : null)}
        >
          {shown === null ? `▶ ${say("playIt")}` : `❚❚ ${say("pause")}`}
        </button>
      </div>
      {record && (
        <div class="with-list">
          <CurveMark record={record} upTo={upTo} />
          <Steps record={record} upTo={upTo} />
        </div>
      )}
    </>
  );
}

function Steps({ record, upTo }: { record: CurveRecord; upTo: number }) {
  const { x, costs, slopes, ended, formula, slope } = record.descent;
  const rows = x.slice(0, upTo + 1).map((_, i) => i);
  const few =
    rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS - 3), -1, ...rows.slice(-2)] : rows;
  const next = (i: number) => ({
    title: say("stepNumber", { number: i }),
    value: short(x[i] as number),
    tex: `x - \\eta \\frac{dC}{dx} = ${tex(x[i - 1] as number)} - ${rate.value} \\cdot ${tex(slopes[i - 1] as number)}`,
    parts: [
      { name: say("previousX"), value: short(x[i - 1] as number) },
      { name: "η", value: short(rate.value) },
      { name: "dC/dx", value: short(slopes[i - 1] as number) },
    ],
  });
  return (
    <section class="way-list" aria-label={say("ballPath")}>
      <p class="formula-line">
        C(x) = {written(formula)}
        <br />
        dC/dx = {written(slope)}
      </p>
      <p class="verdict" aria-live="polite">
        {say(ENDS[ended], { steps: x.length - 1 })}
      </p>
      <table class="terms way-table">
        <thead>
          <tr>
            <th scope="col">{say("step")}</th>
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
                    <Opens
                      of={() => ({
                        title: say("theStart"),
                        value: short(x[0] as number),
                        text: say("theStartWhy"),
                      })}
                    >
                      {short(x[0] as number)}
                    </Opens>
                  ) : (
                    <Opens of={() => next(i)}>{short(x[i] as number)}</Opens>
                  )}
                </td>
                <td class="number">
                  <Opens
                    of={() => ({
                      title: "C(x)",
                      value: short(costs[i] as number),
                      text: `C(x) = ${written(formula)}`,
                      parts: [{ name: "x", value: short(x[i] as number) }],
                    })}
                  >
                    {short(costs[i] as number)}
                  </Opens>
                </td>
                <td class="number">
                  <Opens
                    of={() => ({
                      title: "dC/dx",
                      value: short(slopes[i] as number),
                      text: `dC/dx = ${written(slope)}`,
                      parts: [{ name: "x", value: short(x[i] as number) }],
                    })}
                  >
                    {short(slopes[i] as number)}
                  </Opens>
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
function written(formula: string): string {
  return formula
    .replace(/\^(\d)/g, (_, power: string) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(power)] ?? power)
    .replaceAll("*", " · ")
    .replace(/\d+\.\d+/g, (number) => decimal(number));
}

/** A number within a formula: in brackets where it has a sign. */
export function tex(value: number): string {
  const text = String(Number(value.toPrecision(4)));
  return value < 0 ? `(${text})` : text;
}
