/** The worst mistakes: the digit, the prediction, and how sure the network was. */

import type { NetworkParameters } from "../../api/messages";
import type { MistakesRecord } from "../../api/records/inspect";
import { useQuery } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount, formatFixed } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { inputSource } from "../../state/input";
import { loadedNetwork, modelQuery } from "../../state/model";
import { goToView } from "../../state/navigation";
import { runState } from "../../state/runs";

import { mistakeOrder } from "./urlState";

export function MistakesTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const query = useQuery<MistakesRecord>(
    "analyse/mistakes",
    { ...modelQuery(), by: mistakeOrder.value },
    runState.value?.step,
  );
  const record = query.data;
  if (!record) return <ComputingStatus refused={query.error} />;
  const count = formatCount(record.n_mistakes);
  const n = formatCount(record.n_examples);
  return (
    <>
      <p class="lead">{t("mistakesLead")}</p>
      <div class="row controls">
        <p class="how-many">
          <ExplainButton
            of={() => ({
              title: t("mistakes"),
              value: count,
              text: t("mistakesWhy", { n }),
            })}
          >
            {t("mistakesOf", { count, n })}
          </ExplainButton>
        </p>
        <label class="field">
          {t("sortMistakesBy")}
          <select
            value={mistakeOrder.value}
            onChange={(event) => {
              mistakeOrder.value = event.currentTarget.value as typeof mistakeOrder.value;
            }}
          >
            <option value="margin">{t("byConfidence")}</option>
            <option value="cost">{t("cost")}</option>
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

function Mistake(props: { record: MistakesRecord; network: NetworkParameters; i: number }) {
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
        aria-label={`${t("showInNetwork")}: ${t("example")} ${number}`}
        onClick={() => {
          inputSource.value = example;
          goToView("network");
        }}
      >
        <GrayscaleImage
          inputs={record.inputs[i]}
          shape={network.image_shape ?? [1, network.sizes[0] as number]}
        />
      </button>
      <p>
        {t("isPredicted")} <strong>{network.classes[said]}</strong>{" "}
        <ExplainButton of={{ kind: "activation", layer: last, neuron: said, example }}>
          {formatFixed(output(said), 2)}
        </ExplainButton>
      </p>
      <p class="quiet-text">
        {t("isActual")} {network.classes[label]}{" "}
        <ExplainButton of={{ kind: "activation", layer: last, neuron: label, example }}>
          {formatFixed(output(label), 2)}
        </ExplainButton>
      </p>
      <p class="quiet-text">
        C{" "}
        <ExplainButton of={{ kind: "cost", example }}>
          {formatFixed(record.costs[i] as number, 2)}
        </ExplainButton>
      </p>
    </li>
  );
}
