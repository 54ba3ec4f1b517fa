/** One neuron, opened: its formula with the numbers in it, its terms, its weights as pictures. */
import { useEffect, useState } from "preact/hooks";
import type { Chosen } from "../../address";
import { type NeuronRecord, useAnswer } from "../../api";
import { activationTex, Curve } from "../../marks/Curve";
import { Formula } from "../../marks/Formula";
import { SignedPicture } from "../../marks/SignedPicture";
import { Slider } from "../../marks/Slider";
import type { Opened } from "../../messages";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { about, change, chosen, edits, empty, input, opened, seen, takeBack } from "../../state";
import { fixed, say, signed, whole } from "../../words";

/** How many terms are named. */
const MOST = 8;

export function NeuronPanel() {
  const place = chosen.value;
  const network = opened.value;
  if (!network) return null;
  const there =
    place &&
    place.layer >= 1 &&
    place.layer < network.sizes.length &&
    place.neuron < (network.sizes[place.layer] as number);
  if (!place || !there) {
    return (
      <aside class="neuron-panel hint">
        <p>{say("clickNeuron")}</p>
      </aside>
    );
  }
  return <Open place={place} network={network} />;
}

/** What the server says of the neuron; the last answer stays until the next is there. */
function useRecord(place: Chosen): NeuronRecord | null {
  const now = seen.value;
  const body = empty.value || !now ? null : { ...about(), input: input.value, ...place };
  // Anew for whatever was seen: the network of a run changes though the question stays.
  const record = useAnswer<NeuronRecord>("explain/neuron", body, now);
  const right = record?.layer === place.layer && record.neuron === place.neuron;
  return right ? record : null;
}

function Open({ place, network }: { place: Chosen; network: Opened }) {
  const record = useRecord(place);
  const { layer, neuron } = place;
  const last = layer === network.sizes.length - 1;
  const bias = network.biases[layer - 1]?.[neuron] ?? 0;
  const off = edits.value.some((edit) => isSwitchedOff(edit, place));
  const changed = edits.value.some((edit) => edit.layer === layer && edit.neuron === neuron);
  return (
    <aside class="neuron-panel" aria-label={nameOf(network, layer, neuron)}>
      <div class="row head">
        <h2>{nameOf(network, layer, neuron)}</h2>
        <button
          type="button"
          aria-label={say("close")}
          onClick={() => {
            chosen.value = null;
          }}
        >
          ×
        </button>
      </div>
      {record && <Sum record={record} />}
      <Slider
        label={say("bias")}
        value={bias}
        of={{ kind: "bias", layer, neuron }}
        set={(value) => change({ kind: "bias", layer, neuron, source: null, value })}
      />
      <Pictures place={place} network={network} record={record} />
      {record && <Terms record={record} network={network} />}
      <div class="row">
        <label class="switch">
          <input
            type="checkbox"
            checked={off}
            onChange={(event) => {
              if (event.currentTarget.checked) {
                change({ kind: "scale", layer, neuron, source: null, value: 0 });
              } else takeBack((edit) => isSwitchedOff(edit, place));
            }}
          />
          {off ? say("switchedOff") : say("switchOff")}
        </label>
        <button
          type="button"
          disabled={!changed}
          onClick={() => takeBack((edit) => edit.layer === layer && edit.neuron === neuron)}
        >
          {say("reset")}
        </button>
      </div>
      <p class="keys">{last || record ? say("keys") : say("nothingYet")}</p>
    </aside>
  );
}

function isSwitchedOff(
  edit: { kind: string; layer: number; neuron: number },
  place: Chosen,
): boolean {
  return edit.kind === "scale" && edit.layer === place.layer && edit.neuron === place.neuron;
}

function Sum({ record }: { record: NeuronRecord }) {
  const { layer, neuron, z, a, bias } = record;
  const weighed = record.terms.reduce((sum, term) => sum + term, 0);
  const number = (value: number) => value.toFixed(3).replace(/^-(?=0\.000$)/, "");
  const b = bias < 0 ? `- ${number(-bias)}` : `+ ${number(bias)}`;
  return (
    <>
      <Formula
        of={{ kind: "activation", layer, neuron }}
        tex={[
          "\\begin{aligned}",
          `z^{(${layer})}_{${neuron}} &= \\textstyle\\sum_k w_k\\,a_k + b \\\\`,
          `&= ${number(weighed)} ${b} = \\mathbf{${number(z)}} \\\\`,
          `a^{(${layer})}_{${neuron}} &= ${activationTex(record.activation, number(z))}`,
          `= \\mathbf{${number(a)}}`,
          "\\end{aligned}",
        ].join(" ")}
      />
      <p class="opened">
        z <Opens of={{ kind: "weighted_sum", layer, neuron }}>{signed(z)}</Opens>
        <span aria-hidden="true">→</span> a{" "}
        <Opens of={{ kind: "activation", layer, neuron }}>{fixed(a, 3)}</Opens>
      </p>
      <Curve
        name={record.activation}
        z={z}
        a={a}
        label={`${record.activation}: z ${signed(z, 2)}, a ${signed(a, 2)}`}
      />
    </>
  );
}

function Pictures(props: { place: Chosen; network: Opened; record: NeuronRecord | null }) {
  const { place, network, record } = props;
  const inputs = network.sizes[place.layer - 1] as number;
  const columns = place.layer === 1 && network.image_shape ? network.image_shape[1] : inputs;
  const row = network.weights[place.layer - 1]?.subarray(
    place.neuron * inputs,
    (place.neuron + 1) * inputs,
  );
  const wide = columns === inputs ? "strip" : "";
  return (
    <div class={`pictures ${wide}`}>
      <figure>
        <SignedPicture values={row} count={inputs} columns={columns} label={say("weights")} />
        <figcaption>{say("weights")}</figcaption>
      </figure>
      <figure>
        <SignedPicture
          values={record?.terms}
          count={inputs}
          columns={columns}
          label={say("products")}
        />
        <figcaption>{say("products")}</figcaption>
      </figure>
    </div>
  );
}

function Terms({ record, network }: { record: NeuronRecord; network: Opened }) {
  const [openWeight, setOpenWeight] = useState<number | null>(null);
  useEffect(() => setOpenWeight(null), [record.layer, record.neuron]);
  const named = record.largest.slice(0, MOST);
  if (openWeight !== null && !named.includes(openWeight)) named.push(openWeight);
  const most = Math.abs(record.terms[record.largest[0] as number] as number) || 1;
  const rest = record.terms.reduce((sum, term, k) => (named.includes(k) ? sum : sum + term), 0);
  const { layer, neuron } = record;
  return (
    <table class="terms">
      <caption>{say("terms", { count: whole(record.terms.length) })}</caption>
      <tbody>
        {named.map((k) => {
          const term = record.terms[k] as number;
          const name = nameOf(network, layer - 1, k);
          return (
            <tr key={k} class={openWeight === k ? "open" : ""}>
              <th scope="row">
                <button
                  type="button"
                  aria-expanded={openWeight === k}
                  onClick={() => setOpenWeight(openWeight === k ? null : k)}
                >
                  {name}
                </button>
                {openWeight === k && (
                  <Slider
                    label="w"
                    value={record.weights[k] as number}
                    of={{ kind: "weight", layer, neuron, source: k }}
                    set={(value) => change({ kind: "weight", layer, neuron, source: k, value })}
                  />
                )}
              </th>
              <td class="number">
                <Opens of={{ kind: "weight", layer, neuron, source: k }}>
                  {signed(record.weights[k] as number, 2)}
                </Opens>
                ·
                <Opens of={{ kind: "activation", layer: layer - 1, neuron: k }}>
                  {fixed(record.inputs[k] as number, 2)}
                </Opens>
              </td>
              <td class={`number ${term < 0 ? "negative" : "positive"}`}>
                <Opens of={{ kind: "term", layer, neuron, source: k }}>{signed(term)}</Opens>
              </td>
              <td class="bar">
                <svg viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={term < 0 ? "negative" : "positive"}
                    x={term < 0 ? (50 * term) / most : 0}
                    y={1}
                    width={(50 * Math.abs(term)) / most}
                    height={8}
                  />
                </svg>
              </td>
            </tr>
          );
        })}
        {record.terms.length > named.length && (
          <tr class="rest">
            <th scope="row">
              {say("others", { count: whole(record.terms.length - named.length) })}
            </th>
            <td />
            <td class="number">
              <Opens of={{ kind: "weighted_sum", layer, neuron }}>{signed(rest)}</Opens>
            </td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}
