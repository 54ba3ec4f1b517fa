/** What it says to noise: nobody taught it to say that this is no digit. */
import { Fragment } from "preact";
import type { Opened } from "../../api/messages";
import { useAsked } from "../../api/query";
import type { Answered, NoiseRecord } from "../../api/records/inspect";
import { Picture } from "../../charts/GrayscaleImage";
import { Computing } from "../../components/ComputingStatus";
import { Opens } from "../../components/ExplainButton";
import { say } from "../../i18n/translate";
import { about, opened } from "../../state/state";
import { seed } from "./urlState";
import { percent } from "./WeightsTab";

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
                  value: (kind.some_largest[i] as number).toFixed(4),
                  tex: "\\max_j a_j^{(L)}",
                  text: say("largestWhy"),
                })}
              >
                {network.classes[kind.some_said[i] as number]} ·{" "}
                {(kind.some_largest[i] as number).toFixed(2)}
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
              value: kind.mean.toFixed(3),
              tex: "\\frac{1}{n} \\sum_k \\max_j a_j^{(L)}",
              text: say("meanLargestWhy", { n: n.toLocaleString("en") }),
            })}
          >
            {kind.mean.toFixed(3)}
          </Opens>
        </dd>
        {SURE.map((edge, i) => (
          <Fragment key={edge}>
            <dt>{say("surerThan", { edge })}</dt>
            <dd>
              <Opens
                of={() => ({
                  title: say("surerThan", { edge }),
                  value: percent(kind.confident[i] as number),
                  text: say("surerWhy", {
                    count: Math.round((kind.confident[i] as number) * n).toLocaleString("en"),
                    n: n.toLocaleString("en"),
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
        <caption>{say("saysHowOften")}</caption>
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
                    title: say("saysHowOften"),
                    value: count.toLocaleString("en"),
                    text: say("saysOftenWhy", {
                      name: network.classes[j] as string,
                      n: n.toLocaleString("en"),
                    }),
                  })}
                >
                  {count.toLocaleString("en")}
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
  const edge = (bin: number) => (bin / kind.counts.length).toFixed(2);
  return (
    <figure class="sureness">
      <figcaption>{say("sureness")}</figcaption>
      <ul>
        {kind.counts.map((count, bin) => (
          <li key={edge(bin)} class="bin">
            <Opens
              of={() => ({
                title: `${say("sureness")}, ${edge(bin)}–${edge(bin + 1)}`,
                value: count.toLocaleString("en"),
                text: say("surenessWhy", {
                  n: n.toLocaleString("en"),
                  from: edge(bin),
                  to: edge(bin + 1),
                }),
              })}
            >
              <span class="for-ears">
                {edge(bin)}–{edge(bin + 1)}: {count}
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
