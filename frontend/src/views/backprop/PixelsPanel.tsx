/** What the first layer's neurons ask of the pixels, each in a picture; they add up to one. */
import { Formula } from "../../marks/Formula";
import { largest } from "../../marks/paint";
import { SignedPicture } from "../../marks/SignedPicture";
import { nameOf } from "../../names";
import { Opens } from "../../origin/Opens";
import { say } from "../../words";
import { receiver as chosen } from "./here";
import { nudge, plain, tone } from "./numbers";
import { askedOrigin, wishOrigin } from "./origins";
import type { PanelProps } from "./StepPanel";
import { strongest, strongestInOrder } from "./steps";

const [PICTURES, PIXELS, PARTS] = [20, 6, 5];

export function PixelsPanel({ network, record, receiver }: PanelProps & { receiver: number }) {
  const here = record.layers[0];
  const shape = network.image_shape;
  if (!here?.asked || !shape) return null;
  const { asked } = here;
  const wishes = here.wishes.map((wish) => wish ?? 0);
  const most = Math.max(...asked.map((row) => largest(row)), 1e-300);
  const shown = strongestInOrder(
    asked.map((row) => Math.hypot(...row)),
    PICTURES,
  );
  return (
    <>
      <p>{say("pixelsText")}</p>
      <Formula tex={record.latex.asked[0] as string} />
      <figure>
        <figcaption>{say("pixelsAdd", { count: asked.length })}</figcaption>
        <ul class="asked-pictures">
          {shown.map((j) => {
            const row = asked[j] as number[];
            const name = nameOf(network, 1, j);
            return (
              <li key={j}>
                <Opens
                  class="picture"
                  of={() => ({
                    title: say("wantsFromPixels", { name }),
                    tex: "w_k \\cdot \\left(-\\frac{\\partial C_0}{\\partial z}\\right)",
                    text: say("wantsFromMeans"),
                    parts: [
                      {
                        name: "∂C₀/∂z",
                        value: nudge(record.layers[1]?.delta?.[j] ?? 0),
                        of: { kind: "slope_of_weighted_sum", layer: 1, neuron: j },
                      },
                      ...strongest(row, PARTS).map((k) => ({
                        name: nameOf(network, 0, k),
                        value: nudge(row[k] as number),
                        of: askedOrigin(network, record, 0, j, k),
                      })),
                    ],
                  })}
                >
                  <SignedPicture
                    values={row}
                    count={row.length}
                    columns={shape[1]}
                    label={say("wantsFromPixels", { name })}
                    most={most}
                  />
                  <span aria-hidden="true">{j}</span>
                </Opens>
              </li>
            );
          })}
        </ul>
      </figure>
      <table class="terms wishes">
        <caption>{say("pixelsStrongest")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("pixelOf")}</th>
            <th scope="col" class="number">
              a
            </th>
            <th scope="col" class="number">
              {say("wish")}
            </th>
          </tr>
        </thead>
        <tbody>
          {strongest(wishes, PIXELS).map((k) => (
            <tr key={k} class={k === receiver ? "on" : ""}>
              <th scope="row">
                <button
                  type="button"
                  class="choose"
                  aria-pressed={k === receiver}
                  onClick={() => {
                    chosen.value = { layer: 0, neuron: k };
                  }}
                >
                  {nameOf(network, 0, k)}
                </button>
              </th>
              <td class="number">
                <Opens of={{ kind: "input", layer: 0, neuron: k }}>{plain(here.a[k] ?? 0)}</Opens>
              </td>
              <td class={`number ${tone(wishes[k] as number)}`}>
                <Opens of={wishOrigin(network, record, 0, k)}>{nudge(wishes[k] as number)}</Opens>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet-text">{say("pixelsThen")}</p>
    </>
  );
}
