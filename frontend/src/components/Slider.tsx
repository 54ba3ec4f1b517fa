/** A slider whose range grows with its value, and never shrinks during a drag. */

import { useRef } from "preact/hooks";
import { formatSigned } from "../i18n/numbers";

import type { Explainable } from "../state/explanation";
import { ExplainButton } from "./ExplainButton";

interface Props {
  label: string;
  value: number;
  set: (value: number) => void;
  /** Where the number comes from. */
  of?: Explainable;
}

export function Slider(props: Props) {
  const reach = useRef(0);
  reach.current = Math.max(reach.current, 10, Math.abs(props.value) * 1.5);
  return (
    <div class="slider">
      <label>
        <span>{props.label}</span>
        <input
          type="range"
          min={-reach.current}
          max={reach.current}
          step={0.01}
          value={props.value}
          onInput={(event) => props.set(event.currentTarget.valueAsNumber)}
        />
      </label>
      <output class="number">
        {props.of ? (
          <ExplainButton of={props.of}>{formatSigned(props.value)}</ExplainButton>
        ) : (
          formatSigned(props.value)
        )}
      </output>
    </div>
  );
}
