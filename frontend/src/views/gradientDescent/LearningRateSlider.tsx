/** A logarithmic slider for a learning rate. */

import type { Signal } from "@preact/signals";
import { formatDecimal } from "../../i18n/numbers";
import { t } from "../../i18n/translate";

interface Props {
  of: Signal<number>;
  from: number;
  to: number;
}

export function LearningRateSlider({ of, from, to }: Props) {
  const [low, high] = [Math.log(from), Math.log(to)];
  return (
    <label class="slider learning-rate">
      <span>{t("learningRate")} η</span>
      <input
        type="range"
        min={low}
        max={high}
        step={(high - low) / 200}
        value={Math.log(of.value)}
        aria-valuetext={formatDecimal(of.value)}
        onInput={(event) => {
          of.value = Number(Math.exp(event.currentTarget.valueAsNumber).toPrecision(2));
        }}
      />
      <output class="number">{formatDecimal(of.value)}</output>
    </label>
  );
}
