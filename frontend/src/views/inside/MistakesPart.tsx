/** The worst mistakes: what it saw, what it said and how sure it was. */
import { useAsked } from "../../api";
import { Picture } from "../../marks/Picture";
import type { Opened } from "../../messages";
import { Opens } from "../../origin/Opens";
import { about, go, opened, shown, trained } from "../../state";
import { fixed, say, whole } from "../../words";
import { Computing } from "./Computing";
import { by } from "./here";
import type { MistakesRecord } from "./records";

export function MistakesPart() {
  const network = opened.value as Opened;
  const asked = useAsked<MistakesRecord>(
    "analyse/mistakes",
    { ...about(), by: by.value },
    trained.value?.step,
  );
  const record = asked.answer;
  if (!record) return <Computing refused={asked.refused} />;
  const count = whole(record.n_mistakes);
  const n = whole(record.n_examples);
  return (
    <>
      <p class="lead">{say("mistakesLead")}</p>
      <div class="row choices">
        <p class="how-many">
          <Opens
            of={() => ({
              title: say("mistakes"),
              value: count,
              text: say("mistakesWhy", { n }),
            })}
          >
            {say("mistakesOf", { count, n })}
          </Opens>
        </p>
        <label class="knob">
          {say("sortMistakesBy")}
          <select
            value={by.value}
            onChange={(event) => {
              by.value = event.currentTarget.value as typeof by.value;
            }}
          >
            <option value="margin">{say("byConfidence")}</option>
            <option value="cost">{say("cost")}</option>
          </select>
        </label>
      </div>
      <ul class="mistake-list">
        {record.indices.map((number, i) => (
          <Mistake key={number} record={record} network={network} i={i} />
        ))}
      </ul>
    </>
  );
}

function Mistake(props: { record: MistakesRecord; network: Opened; i: number }) {
  const { record, network, i } = props;
  const [said, label] = [record.predicted[i] as number, record.labels[i] as number];
  const number = record.indices[i] as number;
  const last = network.sizes.length - 1;
  const example = { kind: "example", set: "test", number } as const;
  const output = (j: number) => record.outputs[i]?.[j] as number;
  return (
    <li>
      <button
        type="button"
        class="sample"
        aria-label={`${say("showInNetwork")}: ${say("example")} ${number}`}
        onClick={() => {
          shown.value = example;
          go("network");
        }}
      >
        <Picture
          inputs={record.inputs[i]}
          shape={network.image_shape ?? [1, network.sizes[0] as number]}
        />
      </button>
      <p>
        {say("isPredicted")} <strong>{network.classes[said]}</strong>{" "}
        <Opens of={{ kind: "activation", layer: last, neuron: said, example }}>
          {fixed(output(said), 2)}
        </Opens>
      </p>
      <p class="quiet-text">
        {say("isActual")} {network.classes[label]}{" "}
        <Opens of={{ kind: "activation", layer: last, neuron: label, example }}>
          {fixed(output(label), 2)}
        </Opens>
      </p>
      <p class="quiet-text">
        C <Opens of={{ kind: "cost", example }}>{fixed(record.costs[i] as number, 2)}</Opens>
      </p>
    </li>
  );
}
