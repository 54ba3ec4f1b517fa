/** The derivative factor by factor: symbols, numbers, and the meaning of each. */

import type { ChainRecord, ChainSlope } from "../../api/records/calculus";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { formatCompact, formatFixed } from "../../i18n/numbers";
import { type TextKey, t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { DerivativeComparison } from "./DerivativeComparison";
import type { HighlightedLink } from "./highlightedLink";

import { nudgedIndex, nudgeSize } from "./urlState";

interface Props {
  record: ChainRecord;
  setHighlighted: (highlighted: HighlightedLink) => void;
}

export function FactorsPanel({ record, setHighlighted }: Props) {
  const index = nudgedIndex.value;
  const slope = record.slopes[index];
  const latex = record.latex.slopes[index];
  if (!slope || !latex) return null;
  return (
    <section class="factors" aria-label={t("aChain")}>
      <div class="nudge-row">
        <label class="slider">
          <span>{t("nudgeBy")}</span>
          <input
            type="range"
            min={-1}
            max={1}
            step={0.01}
            value={nudgeSize.value}
            onInput={(event) => {
              nudgeSize.value = event.currentTarget.valueAsNumber;
            }}
          />
          <output class="number">{formatFixed(nudgeSize.value, 2)}</output>
        </label>
        <p class="ratio" aria-live="polite">
          {t("ratioOf")}{" "}
          <ExplainButton of={() => ratioExplanation(record)}>
            {formatCompact(record.nudged.ratio)}
          </ExplainButton>
          <span class="quiet-text"> {t("derivativeIs")} </span>
          <ExplainButton of={() => productExplanation(record, index)}>
            {formatCompact(slope.product)}
          </ExplainButton>
        </p>
      </div>
      <section class="full-formula" tabindex={0} aria-label={t("factors")}>
        <Formula tex={latex.symbols} />
        <Formula tex={latex.numbers} of={() => productExplanation(record, index)} />
      </section>
      <ul class="factor-list">
        {slope.factors.map((factor, i) => {
          const fraction = record.latex.fractions[index]?.[i] as string;
          const link = linkOf(slope, i, record.weights.length);
          return (
            <li
              key={fraction}
              onPointerEnter={() => setHighlighted(link.lit)}
              onPointerLeave={() => setHighlighted(null)}
              onFocusCapture={() => setHighlighted(link.lit)}
              onBlurCapture={() => setHighlighted(null)}
            >
              <Formula tex={`${fraction} = ${record.latex.factors[index]?.[i]} =`} />{" "}
              <ExplainButton of={() => factorExplanation(record, index, i, link.why)}>
                {formatCompact(factor)}
              </ExplainButton>
              <p>{t(link.why, { layer: link.layer, before: link.layer - 1 })}</p>
            </li>
          );
        })}
      </ul>
      <DerivativeComparison slope={slope} />
    </section>
  );
}

/** Which link of the chain a factor is of, and the sentence that says what it means. */
function linkOf(slope: ChainSlope, i: number, depth: number) {
  const layer = slope.layer + Math.floor(i / 2);
  if (i === slope.factors.length - 1) return { lit: "C", why: "whyCost" as TextKey, layer: depth };
  if (i === 0) {
    const why: TextKey = slope.is_bias ? "whyBias" : "whyWeight";
    return { lit: `z${slope.layer}`, why, layer: slope.layer };
  }
  if (i % 2 === 1) return { lit: `a${layer}`, why: "whySlope" as TextKey, layer };
  return { lit: `z${layer}`, why: "whyThrough" as TextKey, layer };
}

function ratioExplanation(record: ChainRecord): Explanation {
  return {
    title: t("ratioOf"),
    value: formatCompact(record.nudged.ratio),
    tex: "\\frac{\\Delta C_0}{\\Delta w} = \\frac{C_0(w + \\Delta w) - C_0(w)}{\\Delta w}",
    text: t("ratioWhy"),
    parts: [
      { name: "C₀(w + Δw)", value: formatCompact(record.nudged.cost) },
      { name: "C₀(w)", value: formatCompact(record.cost) },
      { name: "Δw", value: formatCompact(nudgeSize.value) },
    ],
  };
}

function productExplanation(record: ChainRecord, index: number): Explanation {
  const slope = record.slopes[index] as ChainSlope;
  return {
    title: t("wayProduct"),
    value: formatCompact(slope.product),
    tex: record.latex.slopes[index]?.symbols ?? "",
    parts: slope.factors.map((factor, i) => ({
      name: t("factor", { number: i + 1 }),
      value: formatCompact(factor),
      of: () => factorExplanation(record, index, i, linkOf(slope, i, record.weights.length).why),
    })),
  };
}

function factorExplanation(
  record: ChainRecord,
  index: number,
  i: number,
  why: TextKey,
): Explanation {
  const slope = record.slopes[index] as ChainSlope;
  const { layer } = linkOf(slope, i, record.weights.length);
  return {
    title: t("factor", { number: i + 1 }),
    value: formatCompact(slope.factors[i] as number),
    tex: `${record.latex.fractions[index]?.[i]} = ${record.latex.factors[index]?.[i]}`,
    text: t(why, { layer, before: layer - 1 }),
  };
}
