/** 2-D maps: the test digits in a plane by the activations of each layer. */

import { useState } from "preact/hooks";
import { EMBEDDING_METHODS } from "../../api/choices";
import type { NetworkParameters } from "../../api/messages";
import type { EmbeddingRecord } from "../../api/records/inspect";
import { useQuery } from "../../api/useQuery";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { loadedNetwork, modelQuery } from "../../state/model";

import { EmbeddingChart } from "./EmbeddingChart";
import { embeddingMethod } from "./urlState";

const METHOD_NAMES: Record<(typeof EMBEDDING_METHODS)[number], string> = {
  pca: "PCA",
  tsne: "t-SNE",
  umap: "UMAP",
};

export function EmbeddingTab() {
  const network = loadedNetwork.value as NetworkParameters;
  return (
    <>
      <p class="lead">{t("mapsLead")}</p>
      <div class="row controls">
        <label class="field">
          {t("mapBy")}
          <select
            value={embeddingMethod.value}
            onChange={(event) => {
              embeddingMethod.value = event.currentTarget.value as typeof embeddingMethod.value;
            }}
          >
            {EMBEDDING_METHODS.map((method) => (
              <option key={method} value={method}>
                {METHOD_NAMES[method]}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet-text grow">
          {t(embeddingMethod.value === "pca" ? "pcaWhy" : "neighboursWhy")}
        </p>
      </div>
      <div class="embeddings">
        {network.sizes.map((_, layer) => (
          <LayerEmbedding key={`layer ${layer}`} network={network} layer={layer} />
        ))}
      </div>
    </>
  );
}

function LayerEmbedding({ network, layer }: { network: NetworkParameters; layer: number }) {
  const [stopped, setStopped] = useState("");
  const body = { ...modelQuery(), layer, method: embeddingMethod.value };
  const request = JSON.stringify(body);
  const query = useQuery<EmbeddingRecord>("analyse/map", stopped === request ? null : body);
  const record = query.data;
  const currentRecord =
    record?.method === embeddingMethod.value && record.layer === layer ? record : null;
  const last = network.sizes.length - 1;
  const title =
    layer === 0
      ? t("inputLayer")
      : layer === last
        ? `${t("layer")} ${t("outputLayer", { layer })}`
        : `${t("layer")} ${layer}`;
  const accuracy = currentRecord?.separation.centroid_accuracies[layer];
  return (
    <figure class="layer-embedding">
      <figcaption>
        {title}
        {currentRecord && accuracy !== undefined && (
          <span class="quiet-text">
            {" "}
            · {t("nearestOwn")}{" "}
            <ExplainButton
              of={() => ({
                title: t("nearestOwn"),
                value: formatPercent(accuracy),
                text: t("nearestOwnWhy", { n: currentRecord.separation.n_examples }),
              })}
            >
              {formatPercent(accuracy)}
            </ExplainButton>
          </span>
        )}
      </figcaption>
      {currentRecord ? (
        <EmbeddingChart record={currentRecord} network={network} title={title} />
      ) : stopped === request ? (
        <p class="quiet-text">
          {t("stopped")}{" "}
          <button type="button" onClick={() => setStopped("")}>
            {t("startAgain")}
          </button>
        </p>
      ) : query.error ? (
        <p class="quiet-text">{query.error}</p>
      ) : (
        <ComputingStatus stop={() => setStopped(request)} />
      )}
      {currentRecord?.method === "pca" && (
        <p class="quiet-text">
          {t("explained")}{" "}
          <ExplainButton of={() => explainedVarianceExplanation(currentRecord)}>
            {formatPercent(explainedVariance(currentRecord))}
          </ExplainButton>
        </p>
      )}
    </figure>
  );
}

/** The share of the variance that both axes of a projection have together. */
function explainedVariance({ explained: [along = 0, up = 0] }: EmbeddingRecord): number {
  return (along ?? 0) + (up ?? 0);
}

function explainedVarianceExplanation(record: EmbeddingRecord): Explanation {
  return {
    title: t("explained"),
    value: formatPercent(explainedVariance(record)),
    tex: "\\frac{\\lambda_1 + \\lambda_2}{\\sum_i \\lambda_i}",
    text: t("explainedWhy"),
    parts: (["alongFirst", "alongSecond"] as const).map((word, axis) => ({
      name: t(word),
      value: formatPercent(record.explained[axis] ?? 0),
    })),
  };
}
