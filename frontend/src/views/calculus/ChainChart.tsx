/** The chain as the video draws it: w, a and b make z, z makes a, and a and y make the cost. */

import type { ChainRecord } from "../../api/records/calculus";
import { activationTex } from "../../charts/ActivationChart";
import { NumberLine } from "../../charts/NumberLine";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { formatCompact, formatFixed, formatSigned } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { Explainable, Explanation } from "../../state/explanation";
import type { HighlightedLink } from "./highlightedLink";

import {
  chainBiases,
  chainInput,
  chainTarget,
  chainWeights,
  nudgedIndex,
  nudgeSize,
} from "./urlState";

interface Props {
  record: ChainRecord;
  highlighted: HighlightedLink;
}

export function ChainChart({ record, highlighted }: Props) {
  const depth = record.weights.length;
  const last = depth - 1;
  return (
    <ol class="chain-chart" aria-label={t("aChain")}>
      <li class="chain-link">
        <InputQuantity
          tex="a^{(0)}"
          name={t("chainInput")}
          value={chainInput.value}
          range={[0, 1]}
          set={(value) => {
            chainInput.value = value;
          }}
        />
      </li>
      {record.z.map((z, i) => (
        <li class="chain-link" key={`layer ${i + 1}`}>
          <InputQuantity
            tex={`w^{(${i + 1})}`}
            name={t("chainWeight", { layer: i + 1 })}
            value={chainWeights.value[i] as number}
            nudgedBy={nudgedIndex.value === 2 * i ? nudgeSize.value : 0}
            choose={() => {
              nudgedIndex.value = 2 * i;
            }}
            chosen={nudgedIndex.value === 2 * i}
            range={[-4, 4]}
            set={(value) => {
              chainWeights.value = chainWeights.value.map((each, j) => (j === i ? value : each));
            }}
          />
          <InputQuantity
            tex={`b^{(${i + 1})}`}
            name={t("chainBias", { layer: i + 1 })}
            value={chainBiases.value[i] as number}
            nudgedBy={nudgedIndex.value === 2 * i + 1 ? nudgeSize.value : 0}
            choose={() => {
              nudgedIndex.value = 2 * i + 1;
            }}
            chosen={nudgedIndex.value === 2 * i + 1}
            range={[-4, 4]}
            set={(value) => {
              chainBiases.value = chainBiases.value.map((each, j) => (j === i ? value : each));
            }}
          />
          <ComputedQuantity
            tex={`z^{(${i + 1})}`}
            value={z}
            nudged={record.nudged.z[i] as number}
            range={[-4, 4]}
            highlighted={highlighted === `z${i + 1}`}
            of={() => weightedSumExplanation(record, i)}
          />
          <ComputedQuantity
            tex={`a^{(${i + 1})}`}
            value={record.a[i] as number}
            nudged={record.nudged.a[i] as number}
            range={record.activations[i] === "tanh" ? [-1, 1] : [0, 1]}
            highlighted={highlighted === `a${i + 1}`}
            of={() => activationExplanation(record, i)}
          />
        </li>
      ))}
      <li class="chain-link">
        <InputQuantity
          tex="y"
          name={t("chainTarget")}
          value={chainTarget.value}
          range={[0, 1]}
          set={(value) => {
            chainTarget.value = value;
          }}
        />
        <ComputedQuantity
          tex="C_0"
          value={record.cost}
          nudged={record.nudged.cost}
          range={[0, 1]}
          highlighted={highlighted === "C"}
          of={() => costExplanation(record, last)}
        />
      </li>
    </ol>
  );
}

interface InputQuantityProps {
  tex: string;
  name: string;
  value: number;
  set: (value: number) => void;
  range: [number, number];
  nudgedBy?: number;
  choose?: () => void;
  chosen?: boolean;
}

/** A number that one turns by hand: its number line is a slider. */
function InputQuantity(props: InputQuantityProps) {
  const { name, value, range } = props;
  return (
    <div class={`quantity adjustable ${props.chosen ? "chosen" : ""}`}>
      <div class="row">
        <Formula tex={props.tex} />
        <ExplainButton
          of={() => ({ title: name, value: formatSigned(value, 2), text: t("fromSlider") })}
        >
          {formatSigned(value, 2)}
        </ExplainButton>
        {props.choose && (
          <button
            type="button"
            class="nudge"
            aria-pressed={props.chosen}
            aria-label={t("nudgeThis", { name })}
            title={t("nudgeThis", { name })}
            onClick={props.choose}
          >
            ∂
          </button>
        )}
      </div>
      <input
        type="range"
        aria-label={name}
        min={Math.min(range[0], value)}
        max={Math.max(range[1], value)}
        step={0.01}
        value={value}
        onInput={(event) => props.set(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

interface ComputedQuantityProps {
  tex: string;
  value: number;
  nudged: number;
  range: [number, number];
  highlighted: boolean;
  of: Explainable;
}

/** A number that the others make. */
function ComputedQuantity({
  tex,
  value,
  nudged: after,
  range,
  highlighted,
  of,
}: ComputedQuantityProps) {
  const change = after - value;
  return (
    <div
      class={`quantity computed ${highlighted ? "highlighted" : ""} ${change === 0 ? "" : "moves"}`}
    >
      <div class="row">
        <Formula tex={tex} />
        <ExplainButton of={of}>{formatFixed(value, 4).replace("-", "−")}</ExplainButton>
      </div>
      <NumberLine value={value} nudged={after} from={range[0]} to={range[1]} />
      <p class="change number">{change === 0 ? " " : formatSigned(change, 4)}</p>
    </div>
  );
}

function weightedSumExplanation(record: ChainRecord, i: number): Explanation {
  const before = i === 0 ? record.x : (record.a[i - 1] as number);
  const [w, b] = [record.weights[i] as number, record.biases[i] as number];
  return {
    title: t("isWeightedSum", { here: t("neuronOfChain", { layer: i + 1 }) }),
    value: formatCompact(record.z[i] as number),
    tex: `z^{(${i + 1})} = w^{(${i + 1})} a^{(${i})} + b^{(${i + 1})}`,
    parts: [
      { name: `w⁽${superscript(i + 1)}⁾`, value: formatCompact(w) },
      {
        name: `a⁽${superscript(i)}⁾`,
        value: formatCompact(before),
        ...(i > 0 ? { of: () => activationExplanation(record, i - 1) } : {}),
      },
      { name: `b⁽${superscript(i + 1)}⁾`, value: formatCompact(b) },
    ],
  };
}

function activationExplanation(record: ChainRecord, i: number): Explanation {
  return {
    title: t("isActivation", { here: t("neuronOfChain", { layer: i + 1 }) }),
    value: formatCompact(record.a[i] as number),
    tex: `a^{(${i + 1})} = ${activationTex(record.activations[i] as string, "z")}`,
    parts: [
      {
        name: `z⁽${superscript(i + 1)}⁾`,
        value: formatCompact(record.z[i] as number),
        of: () => weightedSumExplanation(record, i),
      },
    ],
  };
}

function costExplanation(record: ChainRecord, last: number): Explanation {
  const half = costTex(record);
  return {
    title: t("isCost"),
    value: formatCompact(record.cost),
    tex: `C_0 = ${half}`,
    parts: [
      {
        name: `a⁽${superscript(last + 1)}⁾`,
        value: formatCompact(record.a[last] as number),
        of: () => activationExplanation(record, last),
      },
      { name: "y", value: formatCompact(record.y) },
    ],
  };
}

function costTex(record: ChainRecord): string {
  if (record.cost_function === "cross_entropy") return "-(y \\ln a + (1 - y) \\ln(1 - a))";
  return `${record.cost_function === "squared_error" ? "" : "\\tfrac12 "}(a - y)^2`;
}

function superscript(layer: number): string {
  return "⁰¹²³⁴⁵⁶⁷⁸⁹"[layer] ?? String(layer);
}
