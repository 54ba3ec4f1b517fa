/** The digits laid out in a plane by the activations of each layer: how they come apart. */

import { useState } from "preact/hooks";
import type { Opened } from "../../api/messages";
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

const METHODS = { pca: "PCA", tsne: "t-SNE", umap: "UMAP" } as const;

export function EmbeddingTab() {
  const network = loadedNetwork.value as Opened;
  return (
    <>
      <p class="lead">{t("mapsLead")}</p>
      <div class="row choices">
        <label class="knob">
          {t("mapBy")}
          <select
            value={embeddingMethod.value}
            onChange={(event) => {
              embeddingMethod.value = event.currentTarget.value as typeof embeddingMethod.value;
            }}
          >
            {Object.entries(METHODS).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet-text grow">
          {t(embeddingMethod.value === "pca" ? "pcaWhy" : "neighboursWhy")}
        </p>
      </div>
      <div class="maps">
        {network.sizes.map((_, layer) => (
          <LayerEmbedding key={`layer ${layer}`} network={network} layer={layer} />
        ))}
      </div>
    </>
  );
}

function LayerEmbedding({ network, layer }: { network: Opened; layer: number }) {
  const [stopped, setStopped] = useState("");
  const body = { ...modelQuery(), layer, method: embeddingMethod.value };
  const question = JSON.stringify(body);
  const asked = useQuery<EmbeddingRecord>("analyse/map", stopped === question ? null : body);
  const record = asked.data;
  const there = record?.method === embeddingMethod.value && record.layer === layer ? record : null;
  const last = network.sizes.length - 1;
  const title =
    layer === 0
      ? t("inputLayer")
      : layer === last
        ? t("outputLayer", { layer })
        : `${t("layer")} ${layer}`;
  const right = there?.separation.centroid_accuracies[layer];
  return (
    <figure class="map">
      <figcaption>
        {title}
        {there && right !== undefined && (
          <span class="quiet-text">
            {" "}
            · {t("nearestOwn")}{" "}
            <ExplainButton
              of={() => ({
                title: t("nearestOwn"),
                value: formatPercent(right),
                text: t("nearestOwnWhy", { n: there.separation.n_examples }),
              })}
            >
              {formatPercent(right)}
            </ExplainButton>
          </span>
        )}
      </figcaption>
      {there ? (
        <EmbeddingChart record={there} network={network} title={title} />
      ) : stopped === question ? (
        <p class="quiet-text">
          {t("stopped")}{" "}
          <button type="button" onClick={() => setStopped("")}>
            {t("again")}
          </button>
        </p>
      ) : asked.error ? (
        <p class="quiet-text">{asked.error}</p>
      ) : (
        <ComputingStatus stop={() => setStopped(question)} />
      )}
      {there?.method === "pca" && (
        <p class="quiet-text">
          {t("explained")}{" "}
          <ExplainButton of={() => explainedVarianceExplanation(there)}>
            {formatPercent(explainedVariance(there))}
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
