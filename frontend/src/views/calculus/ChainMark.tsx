/** The chain as the film draws it: w, a and b make z, z makes a, and a and y make the cost. */
import { Formula } from "../../marks/Formula";
import type { Because, Source } from "../../origin/asked";
import { Opens } from "../../origin/Opens";
import { fixed, say, short, signed } from "../../words";
import type { Lit } from "./ChainPart";
import { biases, nudge, nudged, weights, x, y } from "./here";
import { NumberLine } from "./NumberLine";
import type { ChainRecord } from "./records";

interface Props {
  record: ChainRecord;
  lit: Lit;
}

export function ChainMark({ record, lit }: Props) {
  const depth = record.weights.length;
  const last = depth - 1;
  return (
    <ol class="chain-mark" aria-label={say("aChain")}>
      <li class="link">
        <Turned
          tex="a^{(0)}"
          name={say("chainInput")}
          value={x.value}
          reach={[0, 1]}
          set={(value) => {
            x.value = value;
          }}
        />
      </li>
      {record.z.map((z, i) => (
        <li class="link" key={`layer ${i + 1}`}>
          <Turned
            tex={`w^{(${i + 1})}`}
            name={say("chainWeight", { layer: i + 1 })}
            value={weights.value[i] as number}
            nudgedBy={nudged.value === 2 * i ? nudge.value : 0}
            choose={() => {
              nudged.value = 2 * i;
            }}
            chosen={nudged.value === 2 * i}
            reach={[-4, 4]}
            set={(value) => {
              weights.value = weights.value.map((each, j) => (j === i ? value : each));
            }}
          />
          <Turned
            tex={`b^{(${i + 1})}`}
            name={say("chainBias", { layer: i + 1 })}
            value={biases.value[i] as number}
            nudgedBy={nudged.value === 2 * i + 1 ? nudge.value : 0}
            choose={() => {
              nudged.value = 2 * i + 1;
            }}
            chosen={nudged.value === 2 * i + 1}
            reach={[-4, 4]}
            set={(value) => {
              biases.value = biases.value.map((each, j) => (j === i ? value : each));
            }}
          />
          <Made
            tex={`z^{(${i + 1})}`}
            value={z}
            nudged={record.nudged.z[i] as number}
            reach={[-4, 4]}
            lit={lit === `z${i + 1}`}
            of={() => becauseZ(record, i)}
          />
          <Made
            tex={`a^{(${i + 1})}`}
            value={record.a[i] as number}
            nudged={record.nudged.a[i] as number}
            reach={record.activations[i] === "tanh" ? [-1, 1] : [0, 1]}
            lit={lit === `a${i + 1}`}
            of={() => becauseA(record, i)}
          />
        </li>
      ))}
      <li class="link">
        <Turned
          tex="y"
          name={say("chainTarget")}
          value={y.value}
          reach={[0, 1]}
          set={(value) => {
            y.value = value;
          }}
        />
        <Made
          tex="C_0"
          value={record.cost}
          nudged={record.nudged.cost}
          reach={[0, 1]}
          lit={lit === "C"}
          of={() => becauseC(record, last)}
        />
      </li>
    </ol>
  );
}

interface TurnedProps {
  tex: string;
  name: string;
  value: number;
  set: (value: number) => void;
  reach: [number, number];
  nudgedBy?: number;
  choose?: () => void;
  chosen?: boolean;
}

/** A number that one turns by hand: its number line is a slider. */
function Turned(props: TurnedProps) {
  const { name, value, reach } = props;
  return (
    <div class={`quantity turned ${props.chosen ? "chosen" : ""}`}>
      <div class="row">
        <Formula tex={props.tex} />
        <Opens of={() => ({ title: name, value: signed(value, 2), text: say("fromSlider") })}>
          {signed(value, 2)}
        </Opens>
        {props.choose && (
          <button
            type="button"
            class="nudge"
            aria-pressed={props.chosen}
            aria-label={say("nudgeThis", { name })}
            title={say("nudgeThis", { name })}
            onClick={props.choose}
          >
            ∂
          </button>
        )}
      </div>
      <input
        type="range"
        aria-label={name}
        min={Math.min(reach[0], value)}
        max={Math.max(reach[1], value)}
        step={0.01}
        value={value}
        onInput={(event) => props.set(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

interface MadeProps {
  tex: string;
  value: number;
  nudged: number;
  reach: [number, number];
  lit: boolean;
  of: Source;
}

/** A number that the others make. */
function Made({ tex, value, nudged: after, reach, lit, of }: MadeProps) {
  const change = after - value;
  return (
    <div class={`quantity made ${lit ? "lit" : ""} ${change === 0 ? "" : "moves"}`}>
      <div class="row">
        <Formula tex={tex} />
        <Opens of={of}>{fixed(value, 4).replace("-", "−")}</Opens>
      </div>
      <NumberLine value={value} nudged={after} from={reach[0]} to={reach[1]} />
      <p class="change number">{change === 0 ? " " : signed(change, 4)}</p>
    </div>
  );
}

function becauseZ(record: ChainRecord, i: number): Because {
  const before = i === 0 ? record.x : (record.a[i - 1] as number);
  const [w, b] = [record.weights[i] as number, record.biases[i] as number];
  return {
    title: say("isWeightedSum", { here: say("neuronOfChain", { layer: i + 1 }) }),
    value: short(record.z[i] as number),
    tex: `z^{(${i + 1})} = w^{(${i + 1})} a^{(${i})} + b^{(${i + 1})}`,
    parts: [
      { name: `w⁽${above(i + 1)}⁾`, value: short(w) },
      {
        name: `a⁽${above(i)}⁾`,
        value: short(before),
        ...(i > 0 ? { of: () => becauseA(record, i - 1) } : {}),
      },
      { name: `b⁽${above(i + 1)}⁾`, value: short(b) },
    ],
  };
}

const FUNCTIONS: Record<string, string> = {
  sigmoid: "\\sigma(z)",
  tanh: "\\tanh(z)",
  relu: "\\max(0, z)",
  identity: "z",
};

function becauseA(record: ChainRecord, i: number): Because {
  return {
    title: say("isActivation", { here: say("neuronOfChain", { layer: i + 1 }) }),
    value: short(record.a[i] as number),
    tex: `a^{(${i + 1})} = ${FUNCTIONS[record.activations[i] as string]}`,
    parts: [
      {
        name: `z⁽${above(i + 1)}⁾`,
        value: short(record.z[i] as number),
        of: () => becauseZ(record, i),
      },
    ],
  };
}

function becauseC(record: ChainRecord, last: number): Because {
  const half = cost0(record);
  return {
    title: say("isCost"),
    value: short(record.cost),
    tex: `C_0 = ${half}`,
    parts: [
      {
        name: `a⁽${above(last + 1)}⁾`,
        value: short(record.a[last] as number),
        of: () => becauseA(record, last),
      },
      { name: "y", value: short(record.y) },
    ],
  };
}

function cost0(record: ChainRecord): string {
  if (record.cost_function === "cross_entropy") return "-(y \\ln a + (1 - y) \\ln(1 - a))";
  return `${record.cost_function === "squared_error" ? "" : "\\tfrac12 "}(a - y)^2`;
}

function above(layer: number): string {
  return "⁰¹²³⁴⁵⁶⁷⁸⁹"[layer] ?? String(layer);
}
