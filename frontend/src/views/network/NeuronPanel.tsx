/** The selected neuron: its formula with the numbers in it, its terms, its weights as images. */

import { useEffect, useState } from "preact/hooks";
import type { NetworkParameters } from "../../api/messages";
import type { NeuronRecord } from "../../api/records/neuron";
import { useQueryData } from "../../api/useQuery";
import { ActivationChart, activationTex } from "../../charts/ActivationChart";
import { SignedImage } from "../../charts/SignedImage";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { Slider } from "../../components/Slider";
import { neuronName } from "../../i18n/names";
import { formatCount, formatFixed, formatSigned } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { NeuronPlace } from "../../state/address";
import { activations, input, isInputEmpty, selectedNeuron } from "../../state/input";
import { applyEdit, edits, loadedNetwork, modelQuery, removeEdits } from "../../state/model";

/** How many terms are named. */
const MAX_TERMS = 8;

export function NeuronPanel() {
  const place = selectedNeuron.value;
  const network = loadedNetwork.value;
  if (!network) return null;
  const exists =
    place &&
    place.layer >= 1 &&
    place.layer < network.sizes.length &&
    place.neuron < (network.sizes[place.layer] as number);
  if (!place || !exists) {
    return (
      <aside class="neuron-panel hint">
        <p>{t("clickNeuron")}</p>
      </aside>
    );
  }
  return <SelectedNeuron place={place} network={network} />;
}

/** What the server says of the neuron; the last answer stays until the next is there. */
function useNeuronRecord(place: NeuronPlace): NeuronRecord | null {
  const answer = activations.value;
  const body =
    isInputEmpty.value || !answer ? null : { ...modelQuery(), input: input.value, ...place };
  // Repeated with every answer: during training the network changes while the request stays.
  const record = useQueryData<NeuronRecord>("explain/neuron", body, answer);
  const isCurrent = record?.layer === place.layer && record.neuron === place.neuron;
  return isCurrent ? record : null;
}

function SelectedNeuron({ place, network }: { place: NeuronPlace; network: NetworkParameters }) {
  const record = useNeuronRecord(place);
  const { layer, neuron } = place;
  const last = layer === network.sizes.length - 1;
  const bias = network.biases[layer - 1]?.[neuron] ?? 0;
  const isOff = edits.value.some((edit) => isSwitchedOff(edit, place));
  const isEdited = edits.value.some((edit) => edit.layer === layer && edit.neuron === neuron);
  return (
    <aside class="neuron-panel" aria-label={neuronName(network, layer, neuron)}>
      <div class="row panel-head">
        <h2>{neuronName(network, layer, neuron)}</h2>
        <button
          type="button"
          aria-label={t("close")}
          onClick={() => {
            selectedNeuron.value = null;
          }}
        >
          ×
        </button>
      </div>
      {record && <WeightedSum record={record} />}
      <Slider
        label={t("bias")}
        value={bias}
        of={{ kind: "bias", layer, neuron }}
        set={(value) => applyEdit({ kind: "bias", layer, neuron, source: null, value })}
      />
      <WeightImages place={place} network={network} record={record} />
      {record && <Terms record={record} network={network} />}
      <div class="row">
        <label class="switch">
          <input
            type="checkbox"
            checked={isOff}
            onChange={(event) => {
              if (event.currentTarget.checked) {
                applyEdit({ kind: "scale", layer, neuron, source: null, value: 0 });
              } else removeEdits((edit) => isSwitchedOff(edit, place));
            }}
          />
          {isOff ? t("switchedOff") : t("switchOff")}
        </label>
        <button
          type="button"
          disabled={!isEdited}
          onClick={() => removeEdits((edit) => edit.layer === layer && edit.neuron === neuron)}
        >
          {t("reset")}
        </button>
      </div>
      <p class="keys">{last || record ? t("keys") : t("nothingYet")}</p>
    </aside>
  );
}

function isSwitchedOff(
  edit: { kind: string; layer: number; neuron: number },
  place: NeuronPlace,
): boolean {
  return edit.kind === "scale" && edit.layer === place.layer && edit.neuron === place.neuron;
}

function WeightedSum({ record }: { record: NeuronRecord }) {
  const { layer, neuron, z, a, bias } = record;
  const weightedSum = record.terms.reduce((sum, term) => sum + term, 0);
  const number = (value: number) => value.toFixed(3).replace(/^-(?=0\.000$)/, "");
  const b = bias < 0 ? `- ${number(-bias)}` : `+ ${number(bias)}`;
  return (
    <>
      <Formula
        of={{ kind: "activation", layer, neuron }}
        tex={[
          "\\begin{aligned}",
          `z^{(${layer})}_{${neuron}} &= \\textstyle\\sum_k w_k\\,a_k + b \\\\`,
          `&= ${number(weightedSum)} ${b} = \\mathbf{${number(z)}} \\\\`,
          `a^{(${layer})}_{${neuron}} &= ${activationTex(record.activation, number(z))}`,
          `= \\mathbf{${number(a)}}`,
          "\\end{aligned}",
        ].join(" ")}
      />
      <p class="z-and-a">
        z{" "}
        <ExplainButton of={{ kind: "weighted_sum", layer, neuron }}>
          {formatSigned(z)}
        </ExplainButton>
        <span aria-hidden="true">→</span> a{" "}
        <ExplainButton of={{ kind: "activation", layer, neuron }}>
          {formatFixed(a, 3)}
        </ExplainButton>
      </p>
      <ActivationChart
        name={record.activation}
        z={z}
        a={a}
        label={`${record.activation}: z ${formatSigned(z, 2)}, a ${formatSigned(a, 2)}`}
      />
    </>
  );
}

function WeightImages(props: {
  place: NeuronPlace;
  network: NetworkParameters;
  record: NeuronRecord | null;
}) {
  const { place, network, record } = props;
  const inputs = network.sizes[place.layer - 1] as number;
  const columns = place.layer === 1 && network.image_shape ? network.image_shape[1] : inputs;
  const row = network.weights[place.layer - 1]?.subarray(
    place.neuron * inputs,
    (place.neuron + 1) * inputs,
  );
  const shapeClass = columns === inputs ? "strip" : "";
  return (
    <div class={`weight-images ${shapeClass}`}>
      <figure>
        <SignedImage values={row} count={inputs} columns={columns} label={t("weights")} />
        <figcaption>{t("weights")}</figcaption>
      </figure>
      <figure>
        <SignedImage
          values={record?.terms}
          count={inputs}
          columns={columns}
          label={t("products")}
        />
        <figcaption>{t("products")}</figcaption>
      </figure>
    </div>
  );
}

function Terms({ record, network }: { record: NeuronRecord; network: NetworkParameters }) {
  const [openWeight, setOpenWeight] = useState<number | null>(null);
  useEffect(() => setOpenWeight(null), [record.layer, record.neuron]);
  const named = record.largest.slice(0, MAX_TERMS);
  if (openWeight !== null && !named.includes(openWeight)) named.push(openWeight);
  const largest = Math.abs(record.terms[record.largest[0] as number] as number) || 1;
  const remainder = record.terms.reduce(
    (sum, term, k) => (named.includes(k) ? sum : sum + term),
    0,
  );
  const { layer, neuron } = record;
  return (
    <table class="terms">
      <caption>{t("terms", { count: formatCount(record.terms.length) })}</caption>
      <tbody>
        {named.map((k) => {
          const term = record.terms[k] as number;
          const name = neuronName(network, layer - 1, k);
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
                    set={(value) => applyEdit({ kind: "weight", layer, neuron, source: k, value })}
                  />
                )}
              </th>
              <td class="number">
                <ExplainButton of={{ kind: "weight", layer, neuron, source: k }}>
                  {formatSigned(record.weights[k] as number, 2)}
                </ExplainButton>
                ·
                <ExplainButton of={{ kind: "activation", layer: layer - 1, neuron: k }}>
                  {formatFixed(record.inputs[k] as number, 2)}
                </ExplainButton>
              </td>
              <td class={`number ${term < 0 ? "negative" : "positive"}`}>
                <ExplainButton of={{ kind: "term", layer, neuron, source: k }}>
                  {formatSigned(term)}
                </ExplainButton>
              </td>
              <td class="bar">
                <svg viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={term < 0 ? "negative" : "positive"}
                    x={term < 0 ? (50 * term) / largest : 0}
                    y={1}
                    width={(50 * Math.abs(term)) / largest}
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
              {t("others", { count: formatCount(record.terms.length - named.length) })}
            </th>
            <td />
            <td class="number">
              <ExplainButton of={{ kind: "weighted_sum", layer, neuron }}>
                {formatSigned(remainder)}
              </ExplainButton>
            </td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}
