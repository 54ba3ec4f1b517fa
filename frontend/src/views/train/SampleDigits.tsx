/** The first test digits, and the prediction for each. */

import type { RunSetup, RunState } from "../../api/messages";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { lowercaseInSentence } from "../../i18n/names";
import { formatFixed } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { inputSource } from "../../state/input";

export function SampleDigits({ state, setup }: { state: RunState; setup: RunSetup }) {
  return (
    <ul class="sample-digits" aria-label={t("tenDigits")}>
      {setup.sample_inputs.map((inputs, index) => (
        <SampleDigit
          key={`sample ${index}`}
          index={index}
          inputs={inputs}
          setup={setup}
          output={state.samples[index] ?? new Float32Array(0)}
        />
      ))}
    </ul>
  );
}

function SampleDigit(props: {
  index: number;
  inputs: Float32Array;
  output: Float32Array;
  setup: RunSetup;
}) {
  const { index, inputs, output, setup } = props;
  const shape = setup.image_shape;
  const predicted = output.indexOf(Math.max(...output));
  const label = setup.sample_labels[index] ?? 0;
  const isCorrect = predicted === label;
  const name = setup.classes[predicted] ?? "";
  const isShown = inputSource.value.kind === "example" && inputSource.value.number === index;
  return (
    <li>
      <button
        type="button"
        class={`sample ${isCorrect ? "" : "misclassified"}`}
        aria-pressed={isShown}
        aria-label={`${setup.classes[label]}: ${lowercaseInSentence(t("networkSays"))} ${name} ${formatFixed(output[predicted] ?? 0, 2)}`}
        onClick={() => {
          inputSource.value = { kind: "example", set: "test", number: index };
        }}
      >
        {shape && <GrayscaleImage inputs={inputs} shape={shape} />}
        <span>
          {isCorrect ? "✓" : "✗"} {name}
        </span>
      </button>
    </li>
  );
}
