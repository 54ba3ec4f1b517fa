/** The first test digits, and what the network in view says to each. */

import type { Trained, Watching } from "../../api/messages";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { t } from "../../i18n/translate";
import { inputSource } from "../../state/input";

export function SampleDigits({ now, about }: { now: Trained; about: Watching }) {
  return (
    <ul class="samples" aria-label={t("tenDigits")}>
      {about.sample_inputs.map((inputs, index) => (
        <SampleDigit
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

function SampleDigit(props: {
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
  const open = inputSource.value.kind === "example" && inputSource.value.number === index;
  return (
    <li>
      <button
        type="button"
        class={`sample ${right ? "" : "mistaken"}`}
        aria-pressed={open}
        aria-label={`${about.classes[label]}: ${t("says")} ${name} ${(output[most] ?? 0).toFixed(2)}`}
        onClick={() => {
          inputSource.value = { kind: "example", set: "test", number: index };
        }}
      >
        {shape && <GrayscaleImage inputs={inputs} shape={shape} />}
        <span>
          {right ? "✓" : "✗"} {name}
        </span>
      </button>
    </li>
  );
}
