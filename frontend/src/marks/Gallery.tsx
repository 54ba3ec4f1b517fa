/** Test examples as pictures; a click has the network look at one. */
import { type ExamplesRecord, useAnswer } from "../api";
import { about, shown } from "../state";
import { say } from "../words";
import { Picture } from "./Picture";

export function Gallery(props: {
  title: string;
  numbers: number[];
  caption: (index: number) => string;
}) {
  const pictures = useAnswer<ExamplesRecord>("examples", { ...about(), numbers: props.numbers });
  const shape = pictures?.image_shape;
  if (!shape) return null;
  return (
    <figure>
      <figcaption>{props.title}</figcaption>
      <ul class="gallery">
        {props.numbers.map((number, i) => (
          <li key={number}>
            <button
              type="button"
              class="sample"
              aria-label={`${say("example")} ${number}: ${props.caption(i)}`}
              aria-pressed={shown.value.kind === "example" && shown.value.number === number}
              onClick={() => {
                shown.value = { kind: "example", set: "test", number };
              }}
            >
              <Picture inputs={pictures.inputs[i]} shape={shape} />
              <span>{props.caption(i)}</span>
            </button>
          </li>
        ))}
      </ul>
    </figure>
  );
}
