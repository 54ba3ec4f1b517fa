/** Test examples as pictures; a click has the network look at one. */
import { type ExamplesRecord, useAsked } from "../api/query";
import { Picture } from "../charts/GrayscaleImage";
import { say } from "../i18n/translate";
import type { Quantity } from "../state/explanation";
import { about, shown } from "../state/state";
import { Opens } from "./ExplainButton";

export function Gallery(props: {
  title: string;
  numbers: number[];
  caption: (index: number) => string;
  /** A number of each. */
  value?: { of: Quantity; show: (index: number) => string };
}) {
  const asked = useAsked<ExamplesRecord>("examples", { ...about(), numbers: props.numbers });
  // Former pictures are none of these.
  const pictures = asked.current ? asked.answer : null;
  const shape = pictures?.image_shape;
  if (!shape) return null;
  return (
    <figure>
      <figcaption>{props.title}</figcaption>
      <ul class="gallery">
        {props.numbers.map((number, i) => {
          const example = { kind: "example", set: "test", number } as const;
          return (
            <li key={number}>
              <button
                type="button"
                class="sample"
                aria-label={`${say("example")} ${number}: ${props.caption(i)}`}
                aria-pressed={shown.value.kind === "example" && shown.value.number === number}
                onClick={() => {
                  shown.value = example;
                }}
              >
                <Picture inputs={pictures.inputs[i]} shape={shape} />
                <span>{props.caption(i)}</span>
              </button>
              {props.value && (
                <Opens of={{ ...props.value.of, example }}>{props.value.show(i)}</Opens>
              )}
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
