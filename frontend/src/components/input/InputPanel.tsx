/** The square to draw on, the digits of the test set, and what the network sees of either. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { type ExamplesRecord, useAnswer } from "../../api/query";
import { Picture } from "../../charts/GrayscaleImage";
import { say } from "../../i18n/translate";
import type { Stroke } from "../../state/address";
import { model, opened, seen, shown } from "../../state/state";
import { Square } from "./DrawingCanvas";

/** What was drawn before each stroke and each use of the eraser, the last one last. */
const former = signal<Stroke[][]>([]);

export function DrawPanel() {
  const now = shown.value;
  const strokes = now.kind === "drawing" ? now.strokes : [];
  const fit = now.kind === "drawing" ? now.fit : true;
  const draw = (next: Stroke[]) => {
    shown.value = { kind: "drawing", strokes: next, fit };
  };
  const [erasing, setErasing] = useState(false);
  const undo = () => {
    draw(former.value.at(-1) ?? strokes.slice(0, -1));
    former.value = former.value.slice(0, -1);
  };
  const remember = () => {
    former.value = [...former.value, strokes];
  };
  const set = now.kind === "example" ? now.set : "test";
  const all = useAnswer<ExamplesRecord>("examples", { model: model.value, set, numbers: [] });
  const count = all?.count ?? 1;
  const show = (number: number) => {
    shown.value = { kind: "example", set, number: (number + count) % count };
  };
  const number = now.kind === "example" ? now.number : -1;
  return (
    <section class="draw" aria-label={say("draw")}>
      <Square strokes={strokes} erasing={erasing} begin={remember} draw={draw} />
      <div class="row">
        <button
          type="button"
          disabled={strokes.length === 0 && former.value.length === 0}
          onClick={undo}
        >
          {say("undo")}
        </button>
        <button type="button" aria-pressed={erasing} onClick={() => setErasing(!erasing)}>
          {say("eraser")}
        </button>
        <button
          type="button"
          onClick={() => {
            if (strokes.length > 0) remember();
            setErasing(false);
            draw([]);
          }}
        >
          {say("clear")}
        </button>
      </div>
      <div class="row">
        <button type="button" aria-label={say("previous")} onClick={() => show(number - 1)}>
          ‹
        </button>
        <label class="grow">
          {say(set === "test" ? "example" : "trainingExample")}
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
        <button type="button" aria-label={say("next")} onClick={() => show(number + 1)}>
          ›
        </button>
      </div>
      <div class="row">
        <button type="button" onClick={() => show(Math.floor(Math.random() * count))}>
          {say("random")}
        </button>
        <button
          type="button"
          onClick={() => {
            shown.value = { kind: "noise", seed: Math.floor(Math.random() * 1e9) };
          }}
        >
          {say("noise")}
        </button>
      </div>
      <Sees />
      {now.kind === "drawing" && (
        <label class="switch">
          <input
            type="checkbox"
            checked={fit}
            onChange={(event) => {
              shown.value = { kind: "drawing", strokes, fit: event.currentTarget.checked };
            }}
          />
          {say("fit")}
        </label>
      )}
    </section>
  );
}

function Sees() {
  const shape = opened.value?.image_shape;
  if (!shape) return null;
  return (
    <figure class="sees">
      <Picture inputs={seen.value?.inputs} shape={shape} label={say("sees")} />
      <figcaption>{say("sees")}</figcaption>
    </figure>
  );
}
