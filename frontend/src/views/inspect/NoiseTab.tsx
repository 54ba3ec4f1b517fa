/** The network's answers to noise: it has no output for "no digit". */

import { Fragment } from "preact";
import type { NetworkParameters } from "../../api/messages";
import type { NoiseKindRecord, NoiseRecord } from "../../api/records/inspect";
import { useQuery } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCount, formatFixed, formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { loadedNetwork, modelQuery } from "../../state/model";

import { noiseSeed } from "./urlState";

const KIND_TITLES = {
  examples: "realOnes",
  uniform: "uniformNoise",
  shuffled: "shuffledPixels",
  smooth: "smoothNoise",
} as const;
const CONFIDENCE_THRESHOLDS = [0.5, 0.9, 0.99];

export function NoiseTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const query = useQuery<NoiseRecord>("analyse/noise", { ...modelQuery(), seed: noiseSeed.value });
  const record = query.data;
  return (
    <>
      <p class="lead">{t("noiseLead")}</p>
      <div class="row controls">
        <button
          type="button"
          onClick={() => {
            noiseSeed.value = (noiseSeed.value + 1) % 1_000_000;
          }}
        >
          {t("newNoise")}
        </button>
      </div>
      {record ? (
        <div class="noise-kinds">
          {record.kinds.map((kind) => (
            <NoiseKind key={kind.kind} kind={kind} n={record.n} network={network} />
          ))}
        </div>
      ) : (
        <ComputingStatus refused={query.error} />
      )}
    </>
  );
}

function NoiseKind({
  kind,
  n,
  network,
}: {
  kind: NoiseKindRecord;
  n: number;
  network: NetworkParameters;
}) {
  const title = t(KIND_TITLES[kind.kind]);
  const largestCount = Math.max(...kind.predicted_counts);
  const shape = network.image_shape;
  return (
    <section class="noise-kind" aria-label={title}>
      <h2>{title}</h2>
      {shape && (
        <ul class="tiles small">
          {kind.inputs.slice(0, 6).map((inputs, i) => (
            <li key={i}>
              <GrayscaleImage inputs={inputs} shape={shape} label={title} />
              <ExplainButton
                of={() => ({
                  title: t("output", {
                    name: network.classes[kind.predicted[i] as number] ?? "",
                  }),
                  value: formatFixed(kind.largest_outputs[i] as number, 4),
                  tex: "\\max_j a_j^{(L)}",
                  text: t("largestWhy"),
                })}
              >
                {network.classes[kind.predicted[i] as number]} ·{" "}
                {formatFixed(kind.largest_outputs[i] as number, 2)}
              </ExplainButton>
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        <dt>{t("meanLargest")}</dt>
        <dd>
          <ExplainButton
            of={() => ({
              title: t("meanLargest"),
              value: formatFixed(kind.mean_largest_output, 3),
              tex: "\\frac{1}{n} \\sum_k \\max_j a_j^{(L)}",
              text: t("meanLargestWhy", { n: formatCount(n) }),
            })}
          >
            {formatFixed(kind.mean_largest_output, 3)}
          </ExplainButton>
        </dd>
        {CONFIDENCE_THRESHOLDS.map((edge, i) => (
          <Fragment key={edge}>
            <dt>{t("confidentAbove", { edge })}</dt>
            <dd>
              <ExplainButton
                of={() => ({
                  title: t("confidentAbove", { edge }),
                  value: formatPercent(kind.confident_shares[i] as number),
                  text: t("confidentAboveWhy", {
                    count: formatCount(Math.round((kind.confident_shares[i] as number) * n)),
                    n: formatCount(n),
                    edge,
                  }),
                })}
              >
                {formatPercent(kind.confident_shares[i] as number)}
              </ExplainButton>
            </dd>
          </Fragment>
        ))}
      </dl>
      <ConfidenceHistogram kind={kind} n={n} />
      <table class="terms prediction-counts">
        <caption>{t("predictionCounts")}</caption>
        <tbody>
          {kind.predicted_counts.map((count, j) => (
            <tr key={network.classes[j]}>
              <th scope="row">{network.classes[j]}</th>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class="positive"
                    y={1}
                    width={(100 * count) / (largestCount || 1)}
                    height={8}
                  />
                </svg>
              </td>
              <td class="number">
                <ExplainButton
                  of={() => ({
                    title: t("predictionCounts"),
                    value: formatCount(count),
                    text: t("predictionCountsWhy", {
                      name: network.classes[j] as string,
                      n: formatCount(n),
                    }),
                  })}
                >
                  {formatCount(count)}
                </ExplainButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How often the largest output lies in each twentieth of 0–1: the taller, the more often. */
function ConfidenceHistogram({ kind, n }: { kind: NoiseKindRecord; n: number }) {
  const largestCount = Math.max(...kind.counts, 1);
  const edge = (bin: number) => formatFixed(bin / kind.counts.length, 2);
  return (
    <figure class="confidence-histogram">
      <figcaption>{t("confidence")}</figcaption>
      <ul>
        {kind.counts.map((count, bin) => (
          <li key={edge(bin)} class="bin">
            <ExplainButton
              of={() => ({
                title: `${t("confidence")}, ${edge(bin)}–${edge(bin + 1)}`,
                value: formatCount(count),
                text: t("confidenceWhy", {
                  n: formatCount(n),
                  from: edge(bin),
                  to: edge(bin + 1),
                }),
              })}
            >
              <span class="visually-hidden">
                {edge(bin)}–{edge(bin + 1)}: {formatCount(count)}
              </span>
              <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  y={40 - (40 * count) / largestCount}
                  width={10}
                  height={(40 * count) / largestCount}
                />
              </svg>
            </ExplainButton>
          </li>
        ))}
      </ul>
      <div class="ends" aria-hidden="true">
        <span>0</span>
        <span>1</span>
      </div>
    </figure>
  );
}
