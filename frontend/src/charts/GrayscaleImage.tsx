/** An input as an image, black while there is none. */
import { useEffect, useRef } from "preact/hooks";
import { paintGrayscale } from "./paint";

interface Props {
  inputs: ArrayLike<number> | undefined;
  shape: [number, number];
  /** What it shows, where nothing beside it says so. */
  label?: string;
  class?: string;
  style?: Record<string, string>;
}

export function GrayscaleImage({ inputs, shape, label, class: more = "", style }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [rows, columns] = shape;
  useEffect(() => {
    if (canvas.current) {
      paintGrayscale(canvas.current, inputs ?? new Float32Array(rows * columns), columns);
    }
  }, [inputs, rows, columns]);
  return (
    <canvas
      ref={canvas}
      class={`pixels ${more}`}
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      style={style}
    />
  );
}
