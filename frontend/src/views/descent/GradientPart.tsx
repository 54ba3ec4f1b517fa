/** The gradient in all its dimensions: in words, as pictures by layer, and two of them compared. */
import { useMemo } from "preact/hooks";
import { useSlow } from "../../api";
import { SignedPicture } from "../../marks/SignedPicture";
import type { Opened } from "../../messages";
import { nameOf, quantityName } from "../../names";
import { Opens } from "../../origin/Opens";
import { empty, input, label, opened, shown, standing } from "../../state";
import { percent, say, short, signed, whole } from "../../words";
import { Computing } from "../inside/Computing";
import { columnsOf } from "../inside/Neurons";
import { examples, layer, one, order, other, over } from "./here";
import { askable, OverChoice } from "./OverChoice";
import { type At, placeOf, sizesOf } from "./places";
import type { GradientRecord } from "./records";

const ROWS = 16;
const LEVELS = {
  3: "increaseLot",
  2: "increaseSome",
  1: "increaseLittle",
  0: "stays",
  "-1": "decreaseLittle",
  "-2": "decreaseSome",
  "-3": "decreaseLot",
} as const;

/** What a question about a set of examples says of itself. */
export function overWhat() {
  const known = shown.value.kind === "example";
  return {
    ...standing(),
    over: over.value,
    examples: examples.value,
    ...(over.value === "input" ? { input: input.value, label: known ? null : label.value } : {}),
  };
}

export function GradientPart() {
  const network = opened.value;
  const asked = useSlow<GradientRecord>("explain/gradient", askable() ? overWhat() : null);
  const record = asked.answer;
  const fits = network && record?.components.length === sizesOf(network).total;
  return (
    <>
      <p class="lead">{say("gradientLead")}</p>
      <div class="row choices">
        <OverChoice />
        <span class="quiet-text" role="status">
          {asked.waiting && record ? say("computing") : ""}
        </span>
      </div>
      {!askable() ? (
        <p class="quiet-text">{say(empty.value ? "nothingYet" : "needsLabelForDerivative")}</p>
      ) : record && network && fits ? (
        <div class="gradient">
          <Words record={record} network={network} />
          <div class="gradient-pictures">
            <Lengths record={record} />
            <Pictures record={record} network={network} />
          </div>
        </div>
      ) : (
        <Computing />
      )}
    </>
  );
}

function nameAt(network: Opened, at: At): string {
  return quantityName(network, { kind: at.source === null ? "bias" : "weight", ...at });
}

function becauseOf(record: GradientRecord, network: Opened, index: number) {
  const at = placeOf(network, index);
  const n = whole(record.n_examples);
  return {
    title: nameAt(network, at),
    value: signed(record.components[index] as number, 6),
    tex: `-\\frac{\\partial C}{\\partial w_{${index}}} = -\\frac{1}{${record.n_examples}} \\sum_k \\frac{\\partial C_k}{\\partial w_{${index}}}`,
    text: say("componentWhy", { n }),
    parts: [
      {
        name: say("slopeOfThis"),
        value: "∂C₀/∂w",
        of: { kind: at.source === null ? "slope_of_bias" : "slope_of_weight", ...at } as const,
      },
    ],
  };
}

function Words({ record, network }: { record: GradientRecord; network: Opened }) {
  const rows = useMemo(() => {
    const within = (index: number) =>
      layer.value === 0 || placeOf(network, index).layer === layer.value;
    const all = order.value === "size" ? record.largest : record.components.map((_, i) => i);
    const found: number[] = [];
    for (const index of all) {
      if (found.length === ROWS) break;
      if (within(index)) found.push(index);
    }
    return found;
  }, [record, network, layer.value, order.value]);
  return (
    <section aria-label={say("inWords")}>
      <div class="row choices">
        <label class="knob">
          {say("layer")}
          <select
            value={layer.value}
            onChange={(event) => {
              layer.value = Number(event.currentTarget.value);
            }}
          >
            <option value={0}>{say("allLayers")}</option>
            {network.sizes.slice(1).map((_, i) => (
              <option key={i + 1} value={i + 1}>
                {i + 1}
              </option>
            ))}
          </select>
        </label>
        <label class="knob">
          {say("sortBy")}
          <select
            value={order.value}
            onChange={(event) => {
              order.value = event.currentTarget.value as typeof order.value;
            }}
          >
            <option value="size">{say("bySize")}</option>
            <option value="place">{say("byPosition")}</option>
          </select>
        </label>
      </div>
      <table class="terms words">
        <caption>{say("compareTwo")}</caption>
        <tbody>
          {rows.map((index) => (
            <Row key={index} record={record} network={network} index={index} />
          ))}
        </tbody>
      </table>
      <Compared record={record} network={network} />
    </section>
  );
}

function Row(props: { record: GradientRecord; network: Opened; index: number }) {
  const { record, network, index } = props;
  const value = record.components[index] as number;
  const level = String(record.levels[index]) as keyof typeof LEVELS;
  const chosen = index === one.value || index === other.value;
  return (
    <tr class={chosen ? "chosen" : ""}>
      <td>
        <input
          type="checkbox"
          checked={chosen}
          aria-label={say("compareThis", { name: nameAt(network, placeOf(network, index)) })}
          onChange={() => {
            if (index === one.value) {
              one.value = other.value;
              other.value = -1;
            } else if (index === other.value) other.value = -1;
            else if (one.value < 0) one.value = index;
            else other.value = index;
          }}
        />
      </td>
      <th scope="row">{nameAt(network, placeOf(network, index))}</th>
      <td class={value < 0 ? "negative" : "positive"}>{say(LEVELS[level])}</td>
      <td class="number">
        <Opens of={() => becauseOf(record, network, index)}>{signed(value, 5)}</Opens>
      </td>
    </tr>
  );
}

function Compared({ record, network }: { record: GradientRecord; network: Opened }) {
  const [a, b] = [record.components[one.value], record.components[other.value]];
  if (a === undefined || b === undefined) return null;
  const [large, small] =
    Math.abs(a) >= Math.abs(b) ? [one.value, other.value] : [other.value, one.value];
  const [top, bottom] = [record.components[large] as number, record.components[small] as number];
  if (bottom === 0)
    return <p>{say("mattersNot", { name: nameAt(network, placeOf(network, small)) })}</p>;
  const times = Math.abs(top / bottom);
  return (
    <p class="compared" aria-live="polite">
      {say("mattersTimes", {
        name: nameAt(network, placeOf(network, large)),
        than: nameAt(network, placeOf(network, small)),
      })}{" "}
      <Opens
        class="total"
        of={() => ({
          title: say("asImportance"),
          value: short(times),
          tex: `\\frac{|${top.toPrecision(4)}|}{|${bottom.toPrecision(4)}|}`,
          parts: [large, small].map((index) => ({
            name: nameAt(network, placeOf(network, index)),
            value: signed(record.components[index] as number, 6),
            of: () => becauseOf(record, network, index),
          })),
        })}
      >
        {short(times)} ×
      </Opens>
    </p>
  );
}

function Lengths({ record }: { record: GradientRecord }) {
  return (
    <table class="terms bars">
      <caption>
        ‖∇C‖ ={" "}
        <Opens
          of={() => ({
            title: "‖∇C‖",
            value: short(record.length),
            text: say("gradientLengthWhy", {
              count: whole(record.components.length),
            }),
            parts: record.layers.map((each) => ({
              name: say("shareOfLayer", { layer: each.layer }),
              value: percent(each.share),
            })),
          })}
        >
          {short(record.length)}
        </Opens>
      </caption>
      <tbody>
        {record.layers.map((each) => (
          <tr key={each.layer}>
            <th scope="row">
              {say("layer")} {each.layer}
            </th>
            <td class="bar">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="positive" y={1} width={100 * each.share} height={8} />
              </svg>
            </td>
            <td class="number">
              <Opens
                of={() => ({
                  title: say("shareOfLayer", { layer: each.layer }),
                  value: percent(each.share),
                  text: say("shareOfLayerWhy"),
                  parts: [
                    { name: say("ofWeights"), value: short(each.weights) },
                    { name: say("ofBiases"), value: short(each.biases) },
                  ],
                })}
              >
                {percent(each.share)}
              </Opens>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pictures({ record, network }: { record: GradientRecord; network: Opened }) {
  const at = layer.value === 0 ? 1 : Math.min(layer.value, network.sizes.length - 1);
  const [inputs, size] = [network.sizes[at - 1] as number, network.sizes[at] as number];
  const from = sizesOf(network).starts[at - 1] as number;
  const rows = useMemo(
    () =>
      Array.from({ length: size }, (_, j) =>
        record.components.slice(from + j * inputs, from + (j + 1) * inputs),
      ),
    [record, from, inputs, size],
  );
  const most = useMemo(() => Math.max(...rows.flat().map(Math.abs), 1e-300), [rows]);
  return (
    <figure>
      <figcaption>{say("gradientPictures", { layer: at })}</figcaption>
      <ul class="tiles small">
        {rows.map((row, j) => (
          <li key={nameOf(network, at, j)}>
            <SignedPicture
              values={row}
              count={inputs}
              columns={columnsOf(network, at)}
              label={nameOf(network, at, j)}
              most={most}
            />
            <span class="number">{at === network.sizes.length - 1 ? network.classes[j] : j}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
