/** What a step of the walk says. */
import type { Chosen } from "../../address";
import { Formula } from "../../marks/Formula";
import type { Opened } from "../../messages";
import { Opens } from "../../origin/Opens";
import { fixed, say } from "../../words";
import { AvenuesPanel } from "./AvenuesPanel";
import { nudge, plain, tone } from "./numbers";
import { OnePanel } from "./OnePanel";
import { wishOrigin } from "./origins";
import { PixelsPanel } from "./PixelsPanel";
import type { AvenuesRecord, WeightNudgesRecord, WishesRecord } from "./records";
import { SumPanel } from "./SumPanel";
import type { Step } from "./steps";
import { strongestInOrder } from "./steps";
import { WeightsPanel } from "./WeightsPanel";
import { WishBar } from "./WishBar";

export interface PanelProps {
  network: Opened;
  record: WishesRecord;
  asker: Chosen;
}

interface Props extends PanelProps {
  step: Step;
  receiver: number;
  avenues: AvenuesRecord | null;
  nudges: WeightNudgesRecord | null;
}

/** How many outputs are listed. */
const MOST = 20;

export function StepPanel({ step, receiver, avenues, nudges, ...props }: Props) {
  if (step.kind === "sum") {
    return step.layer === 0 && props.network.image_shape ? (
      <PixelsPanel {...props} receiver={receiver} />
    ) : (
      <SumPanel {...props} layer={step.layer} receiver={receiver} />
    );
  }
  if (step.kind === "says") return <Says {...props} />;
  if (step.kind === "outputs") return <Outputs {...props} />;
  if (step.kind === "avenues") return <AvenuesPanel {...props} avenues={avenues} />;
  if (step.kind === "one") return <OnePanel {...props} />;
  return <WeightsPanel network={props.network} found={nudges} />;
}

function Says({ network, record }: PanelProps) {
  const { classes } = network;
  const right = record.said === record.label;
  const words = {
    label: classes[record.label] ?? record.label,
    said: classes[record.said] ?? record.said,
  };
  return (
    <>
      <p>{say(right ? "saysRight" : "saysWrong", words)}</p>
      <OutputTable network={network} record={record} wishes={false} />
      <p>
        {say("costs")}{" "}
        <Opens of={{ kind: "cost" }}>
          <span class="total">C₀ = {plain(record.total)}</span>
        </Opens>
      </p>
      <p class="quiet-text">{say("saysThen")}</p>
    </>
  );
}

function Outputs({ network, record }: PanelProps) {
  const name = network.classes[record.label] ?? record.label;
  return (
    <>
      <p>
        {say(record.cost.endsWith("squared_error") ? "outputsText" : "outputsOther", {
          label: name,
        })}
      </p>
      <Formula tex={record.latex.output} />
      <OutputTable network={network} record={record} wishes />
      <p class="quiet-text">{say("outputsThen")}</p>
    </>
  );
}

function OutputTable(props: { network: Opened; record: WishesRecord; wishes: boolean }) {
  const { network, record, wishes } = props;
  const layer = record.layers.length - 1;
  const here = record.layers[layer];
  if (!here) return null;
  const most = Math.max(...here.wishes.map((wish) => Math.abs(wish ?? 0)), 1e-300);
  return (
    <table class="terms wishes">
      <thead>
        <tr>
          <th scope="col">{say("classColumn")}</th>
          <th scope="col" class="number">
            {say("outputColumn")}
          </th>
          <th scope="col" class="number">
            {say("target")}
          </th>
          {wishes && (
            <th scope="col" class="number" colSpan={2}>
              {say("wish")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {strongestInOrder(here.wishes, MOST).map((j) => (
          <tr key={j} class={j === record.label ? "desired" : ""}>
            <th scope="row">{network.classes[j]}</th>
            <td class="number">
              <Opens of={{ kind: "activation", layer, neuron: j }}>
                {fixed(here.a[j] as number, 4)}
              </Opens>
            </td>
            <td class="number">
              <Opens of={{ kind: "desired", layer, neuron: j }}>
                {j === record.label ? "1" : "0"}
              </Opens>
            </td>
            {wishes && (
              <>
                <WishBar value={here.wishes[j] ?? 0} most={most} />
                <td class={`number ${tone(here.wishes[j] ?? null)}`}>
                  <Opens of={wishOrigin(network, record, layer, j)}>
                    {nudge(here.wishes[j] ?? null)}
                  </Opens>
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
