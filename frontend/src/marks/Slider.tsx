/** A number to be dragged; its reach grows with it, and never shrinks under the hand. */
import { useRef } from "preact/hooks";
import { signed } from "../words";

export function Slider(props: { label: string; value: number; set: (value: number) => void }) {
  const reach = useRef(0);
  reach.current = Math.max(reach.current, 10, Math.abs(props.value) * 1.5);
  return (
    <label class="slider">
      <span>{props.label}</span>
      <input
        type="range"
        min={-reach.current}
        max={reach.current}
        step={0.01}
        value={props.value}
        onInput={(event) => props.set(event.currentTarget.valueAsNumber)}
      />
      <output class="number">{signed(props.value)}</output>
    </label>
  );
}
