/** The weights of all neurons of a layer as pictures: what does each of them look for? */
import { useAsked } from "../../api";
import { SignedPicture } from "../../marks/SignedPicture";
import type { Opened } from "../../messages";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { about, chosen, go, opened, trained } from "../../state";
import { percent, say, short } from "../../words";
import { Computing } from "./Computing";
import { layer, neuron, scale } from "./here";
import { columnsOf, LayerChoice, layerOf, neuronOf } from "./Neurons";
import type { WeightsRecord } from "./records";

export function WeightsPart() {
  const network = opened.value as Opened;
  const of = layerOf(network);
  const asked = useAsked<WeightsRecord>(
    "analyse/weights",
    { ...about(), layer: of },
    trained.value?.step,
  );
  const record = asked.answer;
  if (record?.layer !== of) return <Computing refused={asked.refused} />;
  const columns = columnsOf(network, of);
  const open = neuronOf(network);
  return (
    <>
      <p class="lead">{say(of === 1 ? "weightsLead" : "weightsLeadLater")}</p>
      <div class="row choices">
        <LayerChoice network={network} />
        <label class="switch">
          <input
            type="checkbox"
            checked={scale.value === "same"}
            onChange={(event) => {
              scale.value = event.currentTarget.checked ? "same" : "own";
            }}
          />
          {say("sameScale")}
        </label>
      </div>
      <div class="with-one">
        <ul class="tiles">
          {record.weights.map((row, j) => (
            <li key={`neuron ${j}`}>
              <button
                type="button"
                class="tile"
                aria-pressed={j === open}
                onClick={() => {
                  layer.value = of;
                  neuron.value = j;
                }}
              >
                <SignedPicture
                  values={row}
                  count={row.length}
                  columns={columns}
                  label={say("weights")}
                  {...(scale.value === "same" ? { most: record.largest } : {})}
                />
                <span>{nameOf(network, of, j)}</span>
              </button>
            </li>
          ))}
        </ul>
        <One network={network} record={record} j={open} columns={columns} />
      </div>
    </>
  );
}

function One(props: { network: Opened; record: WeightsRecord; j: number; columns: number }) {
  const { network, record, j, columns } = props;
  const row = record.weights[j];
  if (!row) return null;
  const name = nameOf(network, record.layer, j);
  return (
    <aside class="one-neuron" aria-label={name}>
      <h2>{name}</h2>
      <SignedPicture values={row} count={row.length} columns={columns} label={say("weights")} />
      <dl class="facts">
        <dt>{say("bias")}</dt>
        <dd>
          <Opens of={{ kind: "bias", layer: record.layer, neuron: j }}>
            {short(record.biases[j] as number)}
          </Opens>
        </dd>
        <dt>{say("normOfWeights")}</dt>
        <dd>
          <Opens
            of={() => ({
              title: say("normOfWeights"),
              value: short(record.lengths[j] as number),
              tex: "\\sqrt{\\textstyle\\sum_k w_k^2}",
              text: say("normOfWeightsWhy", { count: row.length }),
            })}
          >
            {short(record.lengths[j] as number)}
          </Opens>
        </dd>
        <dt>{say("sharePositive")}</dt>
        <dd>
          <Opens
            of={() => ({
              title: say("sharePositive"),
              value: percent(record.positive[j] as number),
              text: say("sharePositiveWhy", { count: row.length }),
            })}
          >
            {percent(record.positive[j] as number)}
          </Opens>
        </dd>
      </dl>
      <button
        type="button"
        onClick={() => {
          chosen.value = { layer: record.layer, neuron: j };
          go("network");
        }}
      >
        {say("openInNetwork")}
      </button>
    </aside>
  );
}
