/** The drawing canvas, the digits of the test set, and what the network sees of either. */

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ExamplesRecord } from "../../api/records/examples";
import { useQueryData } from "../../api/useQuery";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { t } from "../../i18n/translate";
import type { Stroke } from "../../state/address";
import { activations, inputSource } from "../../state/input";
import { loadedNetwork, selectedModel } from "../../state/model";

import { DrawingCanvas } from "./DrawingCanvas";

/** What was drawn before each stroke and each use of the eraser, the last one last. */
const strokeHistory = signal<Stroke[][]>([]);

export function InputPanel() {
  const source = inputSource.value;
  const strokes = source.kind === "drawing" ? source.strokes : [];
  const fit = source.kind === "drawing" ? source.fit : true;
  const setStrokes = (next: Stroke[]) => {
    inputSource.value = { kind: "drawing", strokes: next, fit };
  };
  const [erasing, setErasing] = useState(false);
  const undo = () => {
    setStrokes(strokeHistory.value.at(-1) ?? strokes.slice(0, -1));
    strokeHistory.value = strokeHistory.value.slice(0, -1);
  };
  const remember = () => {
    strokeHistory.value = [...strokeHistory.value, strokes];
  };
  const set = source.kind === "example" ? source.set : "test";
  const examples = useQueryData<ExamplesRecord>("examples", {
    model: selectedModel.value,
    set,
    numbers: [],
  });
  const count = examples?.count ?? 1;
  const show = (number: number) => {
    inputSource.value = { kind: "example", set, number: (number + count) % count };
  };
  const number = source.kind === "example" ? source.number : -1;
  return (
    <section class="input-panel" aria-label={t("draw")}>
      <DrawingCanvas strokes={strokes} erasing={erasing} begin={remember} draw={setStrokes} />
      <div class="row">
        <button
          type="button"
          disabled={strokes.length === 0 && strokeHistory.value.length === 0}
          onClick={undo}
        >
          {t("undo")}
        </button>
        <button type="button" aria-pressed={erasing} onClick={() => setErasing(!erasing)}>
          {t("eraser")}
        </button>
        <button
          type="button"
          onClick={() => {
            if (strokes.length > 0) remember();
            setErasing(false);
            setStrokes([]);
          }}
        >
          {t("clear")}
        </button>
      </div>
      <div class="row">
        <button type="button" aria-label={t("previous")} onClick={() => show(number - 1)}>
          ‹
        </button>
        <label class="grow">
          {t(set === "test" ? "example" : "trainingExample")}
          <input
            type="number"
            min={0}
            max={count - 1}
            value={number < 0 ? "" : number}
            onChange={(event) => {
              const typed = event.currentTarget.valueAsNumber;
              if (Number.isInteger(typed) && typed >= 0) show(typed);
            }}
          />
        </label>
        <button type="button" aria-label={t("next")} onClick={() => show(number + 1)}>
          ›
        </button>
      </div>
      <div class="row">
        <button type="button" onClick={() => show(Math.floor(Math.random() * count))}>
          {t("random")}
        </button>
        <button
          type="button"
          onClick={() => {
            inputSource.value = { kind: "noise", seed: Math.floor(Math.random() * 1e9) };
          }}
        >
          {t("noise")}
        </button>
      </div>
      <NetworkInput />
      {source.kind === "drawing" && (
        <label class="switch">
          <input
            type="checkbox"
            checked={fit}
            onChange={(event) => {
              inputSource.value = { kind: "drawing", strokes, fit: event.currentTarget.checked };
            }}
          />
          {t("fit")}
        </label>
      )}
    </section>
  );
}

function NetworkInput() {
  const shape = loadedNetwork.value?.image_shape;
  if (!shape) return null;
  return (
    <figure class="network-input">
      <GrayscaleImage inputs={activations.value?.inputs} shape={shape} label={t("sees")} />
      <figcaption>{t("sees")}</figcaption>
    </figure>
  );
}
