/** The slope that is asked about, factor by factor: symbols, numbers, and what each one means. */
import { Formula } from "../../marks/Formula";
import type { Because } from "../../origin/asked";
import { Opens } from "../../origin/Opens";
import { fixed, say, short, type Word } from "../../words";
import type { Lit } from "./ChainPart";
import { nudge, nudged } from "./here";
import type { ChainRecord, ChainSlope } from "./records";

interface Props {
  record: ChainRecord;
  setLit: (lit: Lit) => void;
}

export function FactorsPanel({ record, setLit }: Props) {
  const index = nudged.value;
  const slope = record.slopes[index];
  const latex = record.latex.slopes[index];
  if (!slope || !latex) return null;
  return (
    <section class="factors" aria-label={say("aChain")}>
      <div class="nudge-row">
        <label class="slider">
          <span>{say("nudgeBy")}</span>
          <input
            type="range"
            min={-1}
            max={1}
            step={0.01}
            value={nudge.value}
            onInput={(event) => {
              nudge.value = event.currentTarget.valueAsNumber;
            }}
          />
          <output class="number">{fixed(nudge.value, 2)}</output>
        </label>
        <p class="ratio" aria-live="polite">
          {say("ratioOf")}{" "}
          <Opens of={() => becauseRatio(record)}>{short(record.nudged.ratio)}</Opens>
          <span class="quiet-text"> {say("derivativeIs")} </span>
          <Opens of={() => becauseProduct(record, index)}>{short(slope.product)}</Opens>
        </p>
      </div>
      <section class="whole" tabindex={0} aria-label={say("factors")}>
        <Formula tex={latex.symbols} />
        <Formula tex={latex.numbers} of={() => becauseProduct(record, index)} />
      </section>
      <ul class="factor-list">
        {slope.factors.map((factor, i) => {
          const fraction = record.latex.fractions[index]?.[i] as string;
          const link = linkOf(slope, i, record.weights.length);
          return (
            <li
              key={fraction}
              onPointerEnter={() => setLit(link.lit)}
              onPointerLeave={() => setLit(null)}
              onFocusCapture={() => setLit(link.lit)}
              onBlurCapture={() => setLit(null)}
            >
              <Formula tex={`${fraction} = ${record.latex.factors[index]?.[i]} =`} />{" "}
              <Opens of={() => becauseFactor(record, index, i, link.why)}>{short(factor)}</Opens>
              <p>{say(link.why, { layer: link.layer, before: link.layer - 1 })}</p>
            </li>
          );
        })}
      </ul>
      <ThreeWays slope={slope} />
    </section>
  );
}

/** Which link of the chain a factor is of, and the sentence that says what it means. */
function linkOf(slope: ChainSlope, i: number, depth: number) {
  const layer = slope.layer + Math.floor(i / 2);
  if (i === slope.factors.length - 1) return { lit: "C", why: "whyCost" as Word, layer: depth };
  if (i === 0) {
    const why: Word = slope.is_bias ? "whyBias" : "whyWeight";
    return { lit: `z${slope.layer}`, why, layer: slope.layer };
  }
  if (i % 2 === 1) return { lit: `a${layer}`, why: "whySlope" as Word, layer };
  return { lit: `z${layer}`, why: "whyThrough" as Word, layer };
}

/** The same number found in three ways. */
export function ThreeWays({
  slope,
}: {
  slope: Pick<ChainSlope, "product" | "derivative" | "finite_difference" | "at_kink">;
}) {
  const agree = digitsShared(slope.product, slope.finite_difference);
  return (
    <table class="terms three">
      <caption>{say("sameThreeWays")}</caption>
      <tbody>
        {(
          [
            ["wayProduct", slope.product],
            ["wayBackprop", slope.derivative],
            ["wayDifference", slope.finite_difference],
          ] as const
        ).map(([word, value]) => (
          <tr key={word}>
            <th scope="row">{say(word)}</th>
            <td class="number">
              <Opens
                of={() => ({ title: say(word), value: short(value), text: say(`${word}Why`) })}
              >
                {short(value, 9)}
              </Opens>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>{slope.at_kink ? say("atKink") : say("agreeTo", { digits: agree })}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** To how many digits two numbers are the same; 12 at the most is spoken of. */
export function digitsShared(one: number, other: number): number {
  if (one === other) return 12;
  const apart = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
  return Math.max(0, Math.min(12, Math.floor(-Math.log10(apart))));
}

function becauseRatio(record: ChainRecord): Because {
  return {
    title: say("ratioOf"),
    value: short(record.nudged.ratio),
    tex: "\\frac{\\Delta C_0}{\\Delta w} = \\frac{C_0(w + \\Delta w) - C_0(w)}{\\Delta w}",
    text: say("ratioWhy"),
    parts: [
      { name: "C₀(w + Δw)", value: short(record.nudged.cost) },
      { name: "C₀(w)", value: short(record.cost) },
      { name: "Δw", value: short(nudge.value) },
    ],
  };
}

function becauseProduct(record: ChainRecord, index: number): Because {
  const slope = record.slopes[index] as ChainSlope;
  return {
    title: say("wayProduct"),
    value: short(slope.product),
    tex: record.latex.slopes[index]?.symbols ?? "",
    parts: slope.factors.map((factor, i) => ({
      name: say("factor", { number: i + 1 }),
      value: short(factor),
      of: () => becauseFactor(record, index, i, linkOf(slope, i, record.weights.length).why),
    })),
  };
}

function becauseFactor(record: ChainRecord, index: number, i: number, why: Word): Because {
  const slope = record.slopes[index] as ChainSlope;
  const { layer } = linkOf(slope, i, record.weights.length);
  return {
    title: say("factor", { number: i + 1 }),
    value: short(slope.factors[i] as number),
    tex: `${record.latex.fractions[index]?.[i]} = ${record.latex.factors[index]?.[i]}`,
    text: say(why, { layer, before: layer - 1 }),
  };
}
