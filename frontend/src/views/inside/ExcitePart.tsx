/** What excites a neuron most: inputs found by climbing, and the digits that come nearest. */
import { useSlow } from "../../api";
import { Gallery } from "../../marks/Gallery";
import { Picture } from "../../marks/Picture";
import { SignedPicture } from "../../marks/SignedPicture";
import type { Opened } from "../../messages";
import { nameWithin } from "../../names";
import { Opens } from "../../origin/Opens";
import { about, opened } from "../../state";
import { fixed, say, short } from "../../words";
import { Computing } from "./Computing";
import { neuron, pull, smoothness } from "./here";
import { columnsOf, LayerChoice, layerOf, neuronOf } from "./Neurons";
import type { ExcitementRecord } from "./records";

export function ExcitePart() {
  const network = opened.value as Opened;
  const of = layerOf(network);
  const j = neuronOf(network);
  const asked = useSlow<ExcitementRecord>("analyse/excitement", {
    ...about(),
    layer: of,
    neuron: j,
    pull: pull.value,
    smoothness: smoothness.value,
  });
  const record = asked.answer;
  const there = record?.layer === of && record.neuron === j ? record : null;
  return (
    <>
      <p class="lead">{say("maximiseLead")}</p>
      <div class="row choices">
        <LayerChoice network={network} />
        <label class="knob">
          {say("whichNeuron")}
          <select
            value={j}
            onChange={(event) => {
              neuron.value = Number(event.currentTarget.value);
            }}
          >
            {Array.from({ length: network.sizes[of] as number }, (_, i) => (
              <option key={i} value={i}>
                {of === network.sizes.length - 1 ? network.classes[i] : i}
              </option>
            ))}
          </select>
        </label>
        <Strength word="brightnessPenalty" of={pull} most={1} />
        {network.image_shape && <Strength word="roughnessPenalty" of={smoothness} most={2} />}
      </div>
      {there ? <Found record={there} network={network} /> : <Computing refused={asked.refused} />}
    </>
  );
}

function Strength(props: {
  word: "brightnessPenalty" | "roughnessPenalty";
  of: typeof pull;
  most: number;
}) {
  return (
    <label class="knob">
      {say(props.word)}
      <input
        type="range"
        min={0}
        max={props.most}
        step={props.most / 20}
        value={props.of.value}
        onChange={(event) => {
          props.of.value = event.currentTarget.valueAsNumber;
        }}
      />
    </label>
  );
}

function Found({ record, network }: { record: ExcitementRecord; network: Opened }) {
  const name = nameWithin(network, record.layer, record.neuron);
  const shape = network.image_shape ?? [1, network.sizes[0] as number];
  const inputs = network.sizes[record.layer - 1] as number;
  const row = network.weights[record.layer - 1]?.subarray(
    record.neuron * inputs,
    (record.neuron + 1) * inputs,
  );
  return (
    <>
      <div class="found">
        <figure>
          <Picture
            inputs={record.inputs[0]}
            shape={shape}
            label={say("maximisingInput", { name })}
          />
          <figcaption>
            {say("maximisingInput", { name })}: z{" "}
            <Opens
              of={() => ({
                title: say("maximisingInput", { name }),
                value: short(record.z[0] as number),
                text: say("maximisingInputWhy"),
                parts: record.z.map((z, i) => ({
                  name: say("start", { number: i + 1 }),
                  value: short(z),
                })),
              })}
            >
              {short(record.z[0] as number)}
            </Opens>
          </figcaption>
        </figure>
        <figure>
          <SignedPicture
            values={row}
            count={inputs}
            columns={columnsOf(network, record.layer)}
            label={say("weights")}
          />
          <figcaption>{say("itsWeights")}</figcaption>
        </figure>
      </div>
      <Gallery
        title={say("topExamples")}
        numbers={record.examples}
        caption={(i) => network.classes[record.example_labels[i] as number] as string}
        value={{
          of: { kind: "weighted_sum", layer: record.layer, neuron: record.neuron },
          show: (i) => `z ${fixed(record.example_z[i] as number, 2)}`,
        }}
      />
    </>
  );
}
