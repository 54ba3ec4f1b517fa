/** What it says to noise: nobody taught it to say that this is no digit. */
import { Fragment } from "preact";
import { useAsked } from "../../api";
import { Picture } from "../../marks/Picture";
import type { Opened } from "../../messages";
import { Opens } from "../../origin/Opens";
import { about, opened } from "../../state";
import { fixed, percent, say, whole } from "../../words";
import { Computing } from "./Computing";
import { seed } from "./here";
import type { Answered, NoiseRecord } from "./records";

const KINDS = {
  examples: "realOnes",
  uniform: "uniformNoise",
  shuffled: "shuffledPixels",
  smooth: "smoothNoise",
} as const;
const SURE = [0.5, 0.9, 0.99];

export function NoisePart() {
  const network = opened.value as Opened;
  const asked = useAsked<NoiseRecord>("analyse/noise", { ...about(), seed: seed.value });
  const record = asked.answer;
  return (
    <>
      <p class="lead">{say("noiseLead")}</p>
      <div class="row choices">
        <button
          type="button"
          onClick={() => {
            seed.value = (seed.value + 1) % 1_000_000;
          }}
        >
          {say("newNoise")}
        </button>
      </div>
      {record ? (
        <div class="noise-kinds">
          {record.kinds.map((kind) => (
            <Kind key={kind.kind} kind={kind} n={record.n} network={network} />
          ))}
        </div>
      ) : (
        <Computing refused={asked.refused} />
      )}
    </>
  );
}

function Kind({ kind, n, network }: { kind: Answered; n: number; network: Opened }) {
  const title = say(KINDS[kind.kind]);
  const most = Math.max(...kind.said);
  const shape = network.image_shape;
  return (
    <section class="noise-kind" aria-label={title}>
      <h2>{title}</h2>
      {shape && (
        <ul class="tiles small">
          {kind.some.slice(0, 6).map((inputs, i) => (
            <li key={i}>
              <Picture inputs={inputs} shape={shape} label={title} />
              <Opens
                of={() => ({
                  title: say("output", {
                    name: network.classes[kind.some_said[i] as number] ?? "",
                  }),
                  value: fixed(kind.some_largest[i] as number, 4),
                  tex: "\\max_j a_j^{(L)}",
                  text: say("largestWhy"),
                })}
              >
                {network.classes[kind.some_said[i] as number]} ·{" "}
                {fixed(kind.some_largest[i] as number, 2)}
              </Opens>
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        <dt>{say("meanLargest")}</dt>
        <dd>
          <Opens
            of={() => ({
              title: say("meanLargest"),
              value: fixed(kind.mean, 3),
              tex: "\\frac{1}{n} \\sum_k \\max_j a_j^{(L)}",
              text: say("meanLargestWhy", { n: whole(n) }),
            })}
          >
            {fixed(kind.mean, 3)}
          </Opens>
        </dd>
        {SURE.map((edge, i) => (
          <Fragment key={edge}>
            <dt>{say("confidentAbove", { edge })}</dt>
            <dd>
              <Opens
                of={() => ({
                  title: say("confidentAbove", { edge }),
                  value: percent(kind.confident[i] as number),
                  text: say("confidentAboveWhy", {
                    count: whole(Math.round((kind.confident[i] as number) * n)),
                    n: whole(n),
                    edge,
                  }),
                })}
              >
                {percent(kind.confident[i] as number)}
              </Opens>
            </dd>
          </Fragment>
        ))}
      </dl>
      <Sureness kind={kind} n={n} />
      <table class="terms said-often">
        <caption>{say("predictionCounts")}</caption>
        <tbody>
          {kind.said.map((count, j) => (
            <tr key={network.classes[j]}>
              <th scope="row">{network.classes[j]}</th>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="positive" y={1} width={(100 * count) / (most || 1)} height={8} />
                </svg>
              </td>
              <td class="number">
                <Opens
                  of={() => ({
                    title: say("predictionCounts"),
                    value: whole(count),
                    text: say("predictionCountsWhy", {
                      name: network.classes[j] as string,
                      n: whole(n),
                    }),
                  })}
                >
                  {whole(count)}
                </Opens>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How often the largest output lies in each twentieth of 0–1: the taller, the more often. */
function Sureness({ kind, n }: { kind: Answered; n: number }) {
  const most = Math.max(...kind.counts, 1);
  const edge = (bin: number) => fixed(bin / kind.counts.length, 2);
  return (
    <figure class="sureness">
      <figcaption>{say("confidence")}</figcaption>
      <ul>
        {kind.counts.map((count, bin) => (
          <li key={edge(bin)} class="bin">
            <Opens
              of={() => ({
                title: `${say("confidence")}, ${edge(bin)}–${edge(bin + 1)}`,
                value: whole(count),
                text: say("confidenceWhy", {
                  n: whole(n),
                  from: edge(bin),
                  to: edge(bin + 1),
                }),
              })}
            >
              <span class="for-ears">
                {edge(bin)}–{edge(bin + 1)}: {whole(count)}
              </span>
              <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
                <rect y={40 - (40 * count) / most} width={10} height={(40 * count) / most} />
              </svg>
            </Opens>
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
