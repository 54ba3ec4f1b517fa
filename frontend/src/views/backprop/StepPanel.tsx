/** The panel of a step of the walk. */

import type { NetworkParameters } from "../../api/messages";
import type { AvenuesRecord, WeightNudgesRecord, WishesRecord } from "../../api/records/backprop";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { formatFixed, formatNudge, formatPlain, signClass } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { strongestInIndexOrder } from "../../maths/strongest";
import { AvenuesPanel } from "./AvenuesPanel";
import { wishExplanation } from "./explanations";
import { NeuronWishesPanel } from "./NeuronWishesPanel";

import { PixelWishesPanel } from "./PixelWishesPanel";
import type { PanelProps } from "./panelProps";
import { WeightNudgesPanel } from "./WeightNudgesPanel";
import { WishBar } from "./WishBar";
import { WishSumPanel } from "./WishSumPanel";
import type { WalkStep } from "./walkSteps";

interface Props extends PanelProps {
  step: WalkStep;
  receiver: number;
  avenues: AvenuesRecord | null;
  nudges: WeightNudgesRecord | null;
}

/** How many outputs are listed. */
const MAX_OUTPUTS = 20;

export function StepPanel({ step, receiver, avenues, nudges, ...props }: Props) {
  if (step.kind === "sum") {
    return step.layer === 0 && props.network.image_shape ? (
      <PixelWishesPanel {...props} receiver={receiver} />
    ) : (
      <WishSumPanel {...props} layer={step.layer} receiver={receiver} />
    );
  }
  if (step.kind === "says") return <PredictionPanel {...props} />;
  if (step.kind === "outputs") return <OutputWishesPanel {...props} />;
  if (step.kind === "avenues") return <AvenuesPanel {...props} avenues={avenues} />;
  if (step.kind === "one") return <NeuronWishesPanel {...props} />;
  return <WeightNudgesPanel network={props.network} nudges={nudges} />;
}

function PredictionPanel({ network, record }: PanelProps) {
  const { classes } = network;
  const isCorrect = record.predicted === record.label;
  const words = {
    label: classes[record.label] ?? record.label,
    said: classes[record.predicted] ?? record.predicted,
  };
  return (
    <>
      <p>{t(isCorrect ? "saysRight" : "saysWrong", words)}</p>
      <OutputTable network={network} record={record} wishes={false} />
      <p>
        {t("costs")}{" "}
        <ExplainButton of={{ kind: "cost" }}>
          <span class="total">C₀ = {formatPlain(record.total)}</span>
        </ExplainButton>
      </p>
      <p class="quiet-text">{t("saysThen")}</p>
    </>
  );
}

function OutputWishesPanel({ network, record }: PanelProps) {
  const name = network.classes[record.label] ?? record.label;
  return (
    <>
      <p>
        {t(record.cost_function.endsWith("squared_error") ? "outputsText" : "outputsOther", {
          label: name,
        })}
      </p>
      <Formula tex={record.latex.output} />
      <OutputTable network={network} record={record} wishes />
      <p class="quiet-text">{t("outputsThen")}</p>
    </>
  );
}

function OutputTable(props: { network: NetworkParameters; record: WishesRecord; wishes: boolean }) {
  const { network, record, wishes } = props;
  const layer = record.layers.length - 1;
  const layerRecord = record.layers[layer];
  if (!layerRecord) return null;
  const largest = Math.max(...layerRecord.wishes.map((wish) => Math.abs(wish ?? 0)), 1e-300);
  return (
    <table class="terms wish-table">
      <thead>
        <tr>
          <th scope="col">{t("classColumn")}</th>
          <th scope="col" class="number">
            {t("outputColumn")}
          </th>
          <th scope="col" class="number">
            {t("target")}
          </th>
          {wishes && (
            <th scope="col" class="number" colSpan={2}>
              {t("wish")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {strongestInIndexOrder(layerRecord.wishes, MAX_OUTPUTS).map((j) => (
          <tr key={j} class={j === record.label ? "correct" : ""}>
            <th scope="row">{network.classes[j]}</th>
            <td class="number">
              <ExplainButton of={{ kind: "activation", layer, neuron: j }}>
                {formatFixed(layerRecord.a[j] as number, 4)}
              </ExplainButton>
            </td>
            <td class="number">
              <ExplainButton of={{ kind: "target", layer, neuron: j }}>
                {j === record.label ? "1" : "0"}
              </ExplainButton>
            </td>
            {wishes && (
              <>
                <WishBar value={layerRecord.wishes[j] ?? 0} scaleMax={largest} />
                <td class={`number ${signClass(layerRecord.wishes[j] ?? null)}`}>
                  <ExplainButton of={wishExplanation(network, record, layer, j)}>
                    {formatNudge(layerRecord.wishes[j] ?? null)}
                  </ExplainButton>
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
