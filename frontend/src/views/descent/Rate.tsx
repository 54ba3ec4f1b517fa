/** A learning rate to be dragged, in steps of equal ratio: from very small to far too large. */
import type { Signal } from "@preact/signals";
import { decimal, say } from "../../words";

interface Props {
  of: Signal<number>;
  from: number;
  to: number;
}

export function Rate({ of, from, to }: Props) {
  const [low, high] = [Math.log(from), Math.log(to)];
  return (
    <label class="slider rate">
      <span>{say("learningRate")} η</span>
      <input
        type="range"
        min={low}
        max={high}
        step={(high - low) / 200}
        value={Math.log(of.value)}
        aria-valuetext={decimal(of.value)}
        onInput={(event) => {
          of.value = Number(Math.exp(event.currentTarget.valueAsNumber).toPrecision(2));
        }}
      />
      <output class="number">{decimal(of.value)}</output>
    </label>
  );
}
