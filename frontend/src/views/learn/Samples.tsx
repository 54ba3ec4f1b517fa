/** The first test digits, and what the network in view says to each. */
import { Picture } from "../../marks/Picture";
import type { Trained, Watching } from "../../messages";
import { within } from "../../names";
import { shown } from "../../state";
import { fixed, say } from "../../words";

export function Samples({ now, about }: { now: Trained; about: Watching }) {
  return (
    <ul class="samples" aria-label={say("tenDigits")}>
      {about.sample_inputs.map((inputs, index) => (
        <Sample
          key={`sample ${index}`}
          index={index}
          inputs={inputs}
          about={about}
          output={now.samples[index] ?? new Float32Array(0)}
        />
      ))}
    </ul>
  );
}

function Sample(props: {
  index: number;
  inputs: Float32Array;
  output: Float32Array;
  about: Watching;
}) {
  const { index, inputs, output, about } = props;
  const shape = about.image_shape;
  const most = output.indexOf(Math.max(...output));
  const label = about.sample_labels[index] ?? 0;
  const right = most === label;
  const name = about.classes[most] ?? "";
  const open = shown.value.kind === "example" && shown.value.number === index;
  return (
    <li>
      <button
        type="button"
        class={`sample ${right ? "" : "mistaken"}`}
        aria-pressed={open}
        aria-label={`${about.classes[label]}: ${within(say("networkSays"))} ${name} ${fixed(output[most] ?? 0, 2)}`}
        onClick={() => {
          shown.value = { kind: "example", set: "test", number: index };
        }}
      >
        {shape && <Picture inputs={inputs} shape={shape} />}
        <span>
          {right ? "✓" : "✗"} {name}
        </span>
      </button>
    </li>
  );
}
