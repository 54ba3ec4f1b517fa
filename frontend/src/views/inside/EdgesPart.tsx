/** The question of the first film: edges in one layer, loops in the next? Measured, against chance. */
import { useAsked } from "../../api";
import { Picture } from "../../marks/Picture";
import type { Opened } from "../../messages";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { about, opened } from "../../state";
import { fixed, percent, say, short } from "../../words";
import { Computing } from "./Computing";
import type { EdgesRecord, LayerResponse } from "./records";

const TRAITS = ["strokes", "edges", "loops"] as const;

export function EdgesPart() {
  const network = opened.value as Opened;
  const asked = useAsked<EdgesRecord>(
    "analyse/edges-and-loops",
    network.image_shape ? about() : null,
  );
  const record = asked.answer;
  if (!network.image_shape) return <p class="lead">{say("noPictures")}</p>;
  return (
    <>
      <p class="lead">{say("edgesLead")}</p>
      {record ? (
        <Verdict record={record} network={network} />
      ) : (
        <Computing refused={asked.refused} />
      )}
    </>
  );
}

function Verdict({ record, network }: { record: EdgesRecord; network: Opened }) {
  return (
    <>
      <p class="verdict">
        <strong>{say(record.edges_first ? "edgesYes" : "edgesNo")}</strong>{" "}
        <strong>{say(record.loops_later ? "loopsYes" : "loopsNo")}</strong>
      </p>
      <div class="two">
        {record.layers.map((response) => (
          <Layer key={response.layer} response={response} n={record.n_shuffles} />
        ))}
      </div>
      <p class="quiet-text">{say("chanceIs", { n: record.n_shuffles })}</p>
      {record.layers.map((response, i) => (
        <figure key={response.layer}>
          <figcaption>{say("preferred", { layer: response.layer })}</figcaption>
          <ul class="tiles small">
            {(record.preferred_inputs[i] ?? []).map((inputs, j) => (
              <li key={nameOf(network, response.layer, j)}>
                <Picture
                  inputs={inputs}
                  shape={network.image_shape as [number, number]}
                  label={nameOf(network, response.layer, j)}
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

function Layer({ response, n }: { response: LayerResponse; n: number }) {
  return (
    <table class="terms chance">
      <caption>
        {say("layer")} {response.layer}
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say("trainedOne")}</th>
          <th scope="col">{say("byChance")}</th>
          <th scope="col">{say("moreThanChance")}</th>
        </tr>
      </thead>
      <tbody>
        {TRAITS.map((trait, i) => (
          <tr key={trait}>
            <th scope="row">{say(trait)}</th>
            <td class="number">
              <Opens of={() => because(response, i, n)}>
                {fixed(response.means[i] as number, 3)}
              </Opens>
            </td>
            <td>
              <Strip
                trained={response.means[i] as number}
                untrained={response.untrained[i] as number}
                chance={response.shuffled.map((each) => each[i] as number)}
              />
            </td>
            <td>{say(response.more[i] ? "yes" : "no")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function because(response: LayerResponse, i: number, n: number) {
  const each = [response.orientation, response.edges, response.loops][i] as number[];
  return {
    title: `${say(TRAITS[i] as "strokes")}, ${say("layer")} ${response.layer}`,
    value: short(response.means[i] as number),
    text: say(i === 2 ? "loopsWhy" : "strokesWhy"),
    parts: [
      ...each.map((value, j) => ({
        name: say("neuron", { neuron: j, layer: response.layer }),
        value: short(value),
      })),
      { name: say("untrainedOne"), value: short(response.untrained[i] as number) },
      {
        name: say("aboveOf", { n }),
        value: percent(response.above[i] as number, 0),
      },
      { name: say("deviations"), value: short(response.deviations[i] as number) },
    ],
  };
}

const WIDTH = 180;
const HEIGHT = 26;

/** Every shuffled network as a tick, the untrained one as a ring, the trained one as a disc. */
function Strip(props: { trained: number; untrained: number; chance: number[] }) {
  const all = [props.trained, props.untrained, ...props.chance];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (value: number) => 8 + ((value - low) / (high - low || 1)) * (WIDTH - 16);
  return (
    <svg
      class="strip-mark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={say("byChance")}
    >
      {props.chance.map((value, i) => (
        <path key={`shuffled ${i}`} d={`M${x(value)} 7V19`} />
      ))}
      <circle class="untrained" cx={x(props.untrained)} cy={13} r={5} />
      <circle class="trained" cx={x(props.trained)} cy={13} r={5} />
    </svg>
  );
}
