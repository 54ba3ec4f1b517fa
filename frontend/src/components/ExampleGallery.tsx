/** Test examples as images; a click makes one the network's input. */
import type { ExamplesRecord } from "../api/records/examples";
import type { Quantity } from "../api/records/quantity";
import { useQuery } from "../api/useQuery";
import { GrayscaleImage } from "../charts/GrayscaleImage";
import { t } from "../i18n/translate";
import { inputSource } from "../state/input";
import { modelQuery } from "../state/model";

import { ExplainButton } from "./ExplainButton";

export function ExampleGallery(props: {
  title: string;
  numbers: number[];
  caption: (index: number) => string;
  /** A number of each. */
  value?: { of: Quantity; show: (index: number) => string };
}) {
  const query = useQuery<ExamplesRecord>("examples", { ...modelQuery(), numbers: props.numbers });
  // Former pictures are none of these.
  const pictures = query.isCurrent ? query.data : null;
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
                aria-label={`${t("example")} ${number}: ${props.caption(i)}`}
                aria-pressed={
                  inputSource.value.kind === "example" && inputSource.value.number === number
                }
                onClick={() => {
                  inputSource.value = example;
                }}
              >
                <GrayscaleImage inputs={pictures.inputs[i]} shape={shape} />
                <span>{props.caption(i)}</span>
              </button>
              {props.value && (
                <ExplainButton of={{ ...props.value.of, example }}>
                  {props.value.show(i)}
                </ExplainButton>
              )}
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
