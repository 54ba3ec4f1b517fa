/** The weights of all neurons of a layer as images. */

import type { NetworkParameters } from "../../api/messages";
import type { WeightsRecord } from "../../api/records/inspect";
import { useQuery } from "../../api/useQuery";
import { SignedImage } from "../../charts/SignedImage";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronName } from "../../i18n/names";
import { formatCompact, formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { selectedNeuron } from "../../state/input";
import { loadedNetwork, modelQuery } from "../../state/model";
import { goToView } from "../../state/navigation";
import { runState } from "../../state/runs";

import { existingLayer, existingNeuron, imageColumns, LayerSelect } from "./neuronSelect";
import { colourScale, inspectedLayer, inspectedNeuron } from "./urlState";

export function WeightsTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const of = existingLayer(network);
  const query = useQuery<WeightsRecord>(
    "analyse/weights",
    { ...modelQuery(), layer: of },
    runState.value?.step,
  );
  const record = query.data;
  if (record?.layer !== of) return <ComputingStatus refused={query.error} />;
  const columns = imageColumns(network, of);
  const open = existingNeuron(network);
  return (
    <>
      <p class="lead">{t(of === 1 ? "weightsLead" : "weightsLeadLater")}</p>
      <div class="row controls">
        <LayerSelect network={network} />
        <label class="switch">
          <input
            type="checkbox"
            checked={colourScale.value === "same"}
            onChange={(event) => {
              colourScale.value = event.currentTarget.checked ? "same" : "own";
            }}
          />
          {t("sameScale")}
        </label>
      </div>
      <div class="with-detail">
        <ul class="tiles">
          {record.weights.map((row, j) => (
            <li key={`neuron ${j}`}>
              <button
                type="button"
                class="tile"
                aria-pressed={j === open}
                onClick={() => {
                  inspectedLayer.value = of;
                  inspectedNeuron.value = j;
                }}
              >
                <SignedImage
                  values={row}
                  count={row.length}
                  columns={columns}
                  label={t("weights")}
                  {...(colourScale.value === "same" ? { scaleMax: record.largest } : {})}
                />
                <span>{neuronName(network, of, j)}</span>
              </button>
            </li>
          ))}
        </ul>
        <SelectedNeuron network={network} record={record} j={open} columns={columns} />
      </div>
    </>
  );
}

function SelectedNeuron(props: {
  network: NetworkParameters;
  record: WeightsRecord;
  j: number;
  columns: number;
}) {
  const { network, record, j, columns } = props;
  const row = record.weights[j];
  if (!row) return null;
  const name = neuronName(network, record.layer, j);
  return (
    <aside class="one-neuron" aria-label={name}>
      <h2>{name}</h2>
      <SignedImage values={row} count={row.length} columns={columns} label={t("weights")} />
      <dl class="facts">
        <dt>{t("bias")}</dt>
        <dd>
          <ExplainButton of={{ kind: "bias", layer: record.layer, neuron: j }}>
            {formatCompact(record.biases[j] as number)}
          </ExplainButton>
        </dd>
        <dt>{t("normOfWeights")}</dt>
        <dd>
          <ExplainButton
            of={() => ({
              title: t("normOfWeights"),
              value: formatCompact(record.norms[j] as number),
              tex: "\\sqrt{\\textstyle\\sum_k w_k^2}",
              text: t("normOfWeightsWhy", { count: row.length }),
            })}
          >
            {formatCompact(record.norms[j] as number)}
          </ExplainButton>
        </dd>
        <dt>{t("sharePositive")}</dt>
        <dd>
          <ExplainButton
            of={() => ({
              title: t("sharePositive"),
              value: formatPercent(record.positive[j] as number),
              text: t("sharePositiveWhy", { count: row.length }),
            })}
          >
            {formatPercent(record.positive[j] as number)}
          </ExplainButton>
        </dd>
      </dl>
      <button
        type="button"
        onClick={() => {
          selectedNeuron.value = { layer: record.layer, neuron: j };
          goToView("network");
        }}
      >
        {t("openInNetwork")}
      </button>
    </aside>
  );
}
