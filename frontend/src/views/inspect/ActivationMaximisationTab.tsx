/** Activation maximisation: the input that activates a neuron most, and the digits that do. */

import type { NetworkParameters } from "../../api/messages";
import type { ActivationMaximisationRecord } from "../../api/records/inspect";
import { useDebouncedQuery } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { SignedImage } from "../../charts/SignedImage";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExampleGallery } from "../../components/ExampleGallery";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronNameInSentence } from "../../i18n/names";
import { formatCompact, formatFixed } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { loadedNetwork, modelQuery } from "../../state/model";

import { existingLayer, existingNeuron, imageColumns, LayerSelect } from "./neuronSelect";
import { inspectedNeuron, l2Penalty, smoothnessPenalty } from "./urlState";

export function ActivationMaximisationTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const layer = existingLayer(network);
  const neuron = existingNeuron(network);
  const query = useDebouncedQuery<ActivationMaximisationRecord>("analyse/excitement", {
    ...modelQuery(),
    layer,
    neuron,
    pull: l2Penalty.value,
    smoothness: smoothnessPenalty.value,
  });
  const record = query.data;
  const currentRecord = record?.layer === layer && record.neuron === neuron ? record : null;
  return (
    <>
      <p class="lead">{t("maximiseLead")}</p>
      <div class="row controls">
        <LayerSelect network={network} />
        <label class="field">
          {t("whichNeuron")}
          <select
            value={neuron}
            onChange={(event) => {
              inspectedNeuron.value = Number(event.currentTarget.value);
            }}
          >
            {Array.from({ length: network.sizes[layer] as number }, (_, i) => (
              <option key={i} value={i}>
                {layer === network.sizes.length - 1 ? network.classes[i] : i}
              </option>
            ))}
          </select>
        </label>
        <PenaltySlider word="brightnessPenalty" layer={l2Penalty} max={1} />
        {network.image_shape && (
          <PenaltySlider word="roughnessPenalty" layer={smoothnessPenalty} max={2} />
        )}
      </div>
      {currentRecord ? (
        <MaximisedInput record={currentRecord} network={network} />
      ) : (
        <ComputingStatus refused={query.error} />
      )}
    </>
  );
}

function PenaltySlider(props: {
  word: "brightnessPenalty" | "roughnessPenalty";
  layer: typeof l2Penalty;
  max: number;
}) {
  return (
    <label class="field">
      {t(props.word)}
      <input
        type="range"
        min={0}
        max={props.max}
        step={props.max / 20}
        value={props.layer.value}
        onChange={(event) => {
          props.layer.value = event.currentTarget.valueAsNumber;
        }}
      />
    </label>
  );
}

function MaximisedInput({
  record,
  network,
}: {
  record: ActivationMaximisationRecord;
  network: NetworkParameters;
}) {
  const name = neuronNameInSentence(network, record.layer, record.neuron);
  const shape = network.image_shape ?? [1, network.sizes[0] as number];
  const inputs = network.sizes[record.layer - 1] as number;
  const row = network.weights[record.layer - 1]?.subarray(
    record.neuron * inputs,
    (record.neuron + 1) * inputs,
  );
  return (
    <>
      <div class="maximised-input">
        <figure>
          <GrayscaleImage
            inputs={record.inputs[0]}
            shape={shape}
            label={t("maximisingInput", { name })}
          />
          <figcaption>
            {t("maximisingInput", { name })}: z{" "}
            <ExplainButton
              of={() => ({
                title: t("maximisingInput", { name }),
                value: formatCompact(record.z[0] as number),
                text: t("maximisingInputWhy"),
                parts: record.z.map((z, i) => ({
                  name: t("start", { number: i + 1 }),
                  value: formatCompact(z),
                })),
              })}
            >
              {formatCompact(record.z[0] as number)}
            </ExplainButton>
          </figcaption>
        </figure>
        <figure>
          <SignedImage
            values={row}
            count={inputs}
            columns={imageColumns(network, record.layer)}
            label={t("weights")}
          />
          <figcaption>{t("itsWeights")}</figcaption>
        </figure>
      </div>
      <ExampleGallery
        title={t("topExamples")}
        numbers={record.examples}
        caption={(i) => network.classes[record.example_labels[i] as number] as string}
        value={{
          of: { kind: "weighted_sum", layer: record.layer, neuron: record.neuron },
          show: (i) => `z ${formatFixed(record.example_z[i] as number, 2)}`,
        }}
      />
    </>
  );
}
