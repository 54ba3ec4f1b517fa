/** The digits laid out in a plane by the activations of each layer: how they come apart. */
import { useState } from "preact/hooks";
import { useAsked } from "../../api";
import type { Opened } from "../../messages";
import type { Because } from "../../origin/asked";
import { Opens } from "../../origin/Opens";
import { about, opened } from "../../state";
import { percent, say } from "../../words";
import { Computing } from "./Computing";
import { method } from "./here";
import { MapMark } from "./MapMark";
import type { MapRecord } from "./records";

const METHODS = { pca: "PCA", tsne: "t-SNE", umap: "UMAP" } as const;

export function MapsPart() {
  const network = opened.value as Opened;
  return (
    <>
      <p class="lead">{say("mapsLead")}</p>
      <div class="row choices">
        <label class="knob">
          {say("mapBy")}
          <select
            value={method.value}
            onChange={(event) => {
              method.value = event.currentTarget.value as typeof method.value;
            }}
          >
            {Object.entries(METHODS).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet-text grow">{say(method.value === "pca" ? "pcaWhy" : "neighboursWhy")}</p>
      </div>
      <div class="maps">
        {network.sizes.map((_, layer) => (
          <OneMap key={`layer ${layer}`} network={network} layer={layer} />
        ))}
      </div>
    </>
  );
}

function OneMap({ network, layer }: { network: Opened; layer: number }) {
  const [stopped, setStopped] = useState("");
  const body = { ...about(), layer, method: method.value };
  const question = JSON.stringify(body);
  const asked = useAsked<MapRecord>("analyse/map", stopped === question ? null : body);
  const record = asked.answer;
  const there = record?.method === method.value && record.layer === layer ? record : null;
  const last = network.sizes.length - 1;
  const title =
    layer === 0
      ? say("inputLayer")
      : layer === last
        ? `${say("layer")} ${say("outputLayer", { layer })}`
        : `${say("layer")} ${layer}`;
  const right = there?.separation.centroid_accuracies[layer];
  return (
    <figure class="map">
      <figcaption>
        {title}
        {there && right !== undefined && (
          <span class="quiet-text">
            {" "}
            · {say("nearestOwn")}{" "}
            <Opens
              of={() => ({
                title: say("nearestOwn"),
                value: percent(right),
                text: say("nearestOwnWhy", { n: there.separation.n_examples }),
              })}
            >
              {percent(right)}
            </Opens>
          </span>
        )}
      </figcaption>
      {there ? (
        <MapMark record={there} network={network} title={title} />
      ) : stopped === question ? (
        <p class="quiet-text">
          {say("stopped")}{" "}
          <button type="button" onClick={() => setStopped("")}>
            {say("startAgain")}
          </button>
        </p>
      ) : asked.refused ? (
        <p class="quiet-text">{asked.refused}</p>
      ) : (
        <Computing stop={() => setStopped(question)} />
      )}
      {there?.method === "pca" && (
        <p class="quiet-text">
          {say("explained")}{" "}
          <Opens of={() => becauseExplained(there)}>{percent(explained(there))}</Opens>
        </p>
      )}
    </figure>
  );
}

/** The share of the variance that both axes of a projection have together. */
function explained({ explained: [along = 0, up = 0] }: MapRecord): number {
  return (along ?? 0) + (up ?? 0);
}

function becauseExplained(record: MapRecord): Because {
  return {
    title: say("explained"),
    value: percent(explained(record)),
    tex: "\\frac{\\lambda_1 + \\lambda_2}{\\sum_i \\lambda_i}",
    text: say("explainedWhy"),
    parts: (["alongFirst", "alongSecond"] as const).map((word, axis) => ({
      name: say(word),
      value: percent(record.explained[axis] ?? 0),
    })),
  };
}
