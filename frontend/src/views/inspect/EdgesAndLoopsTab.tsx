/**
 * The question of the first video, measured against chance: edges in one layer, loops in the next?
 */

import { scaleLinear } from "d3-scale";
import type { NetworkParameters } from "../../api/messages";
import type { EdgesRecord, LayerResponse } from "../../api/records/inspect";
import { useQuery } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronName } from "../../i18n/names";
import { formatCompact, formatFixed, formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { loadedNetwork, modelQuery } from "../../state/model";

const TRAITS = ["strokes", "edges", "loops"] as const;

export function EdgesAndLoopsTab() {
  const network = loadedNetwork.value as NetworkParameters;
  const query = useQuery<EdgesRecord>(
    "analyse/edges-and-loops",
    network.image_shape ? modelQuery() : null,
  );
  const record = query.data;
  if (!network.image_shape) return <p class="lead">{t("noPictures")}</p>;
  return (
    <>
      <p class="lead">{t("edgesLead")}</p>
      {record ? (
        <Verdict record={record} network={network} />
      ) : (
        <ComputingStatus refused={query.error} />
      )}
    </>
  );
}

function Verdict({ record, network }: { record: EdgesRecord; network: NetworkParameters }) {
  return (
    <>
      <p class="verdict">
        <strong>{t(record.edges_first ? "edgesYes" : "edgesNo")}</strong>{" "}
        <strong>{t(record.loops_later ? "loopsYes" : "loopsNo")}</strong>
      </p>
      <div class="two-columns">
        {record.layers.map((response) => (
          <LayerTable key={response.layer} response={response} n={record.n_shuffles} />
        ))}
      </div>
      <p class="quiet-text">{t("chanceIs", { n: record.n_shuffles })}</p>
      {record.layers.map((response, i) => (
        <figure key={response.layer}>
          <figcaption>{t("preferred", { layer: response.layer })}</figcaption>
          <ul class="tiles small">
            {(record.preferred_inputs[i] ?? []).map((inputs, j) => (
              <li key={neuronName(network, response.layer, j)}>
                <GrayscaleImage
                  inputs={inputs}
                  shape={network.image_shape as [number, number]}
                  label={neuronName(network, response.layer, j)}
                />
                <span class="number">{j}</span>
              </li>
            ))}
          </ul>
        </figure>
      ))}
    </>
  );
}

function LayerTable({ response, n }: { response: LayerResponse; n: number }) {
  return (
    <table class="terms chance-table">
      <caption>
        {t("layer")} {response.layer}
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("trainedOne")}</th>
          <th scope="col">{t("byChance")}</th>
          <th scope="col">{t("moreThanChance")}</th>
        </tr>
      </thead>
      <tbody>
        {TRAITS.map((trait, i) => (
          <tr key={trait}>
            <th scope="row">{t(trait)}</th>
            <td class="number">
              <ExplainButton of={() => traitExplanation(response, i, n)}>
                {formatFixed(response.means[i] as number, 3)}
              </ExplainButton>
            </td>
            <td>
              <ChanceStrip
                trained={response.means[i] as number}
                untrained={response.untrained[i] as number}
                chance={response.shuffled.map((each) => each[i] as number)}
              />
            </td>
            <td>{t(response.above_chance[i] ? "yes" : "no")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function traitExplanation(response: LayerResponse, i: number, n: number) {
  const each = [response.orientation, response.edges, response.loops][i] as number[];
  return {
    title: `${t(TRAITS[i] as "strokes")}, ${t("layer")} ${response.layer}`,
    value: formatCompact(response.means[i] as number),
    text: t(i === 2 ? "loopsWhy" : "strokesWhy"),
    parts: [
      ...each.map((value, j) => ({
        name: t("neuron", { neuron: j, layer: response.layer }),
        value: formatCompact(value),
      })),
      { name: t("untrainedOne"), value: formatCompact(response.untrained[i] as number) },
      {
        name: t("aboveOf", { n }),
        value: formatPercent(response.above[i] as number, 0),
      },
      { name: t("deviations"), value: formatCompact(response.deviations[i] as number) },
    ],
  };
}

const WIDTH = 180;
const HEIGHT = 26;

/** Every shuffled network as a tick, the untrained one as a ring, the trained one as a disc. */
function ChanceStrip(props: { trained: number; untrained: number; chance: number[] }) {
  const all = [props.trained, props.untrained, ...props.chance];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = scaleLinear([low, high], [8, WIDTH - 8]);
  return (
    <svg
      class="chance-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("byChance")}
    >
      {props.chance.map((value, i) => (
        <path key={`shuffled ${i}`} d={`M${x(value)} 7V19`} />
      ))}
      <circle class="untrained" cx={x(props.untrained)} cy={13} r={5} />
      <circle class="trained" cx={x(props.trained)} cy={13} r={5} />
    </svg>
  );
}
