/** Signed numbers as a picture: as strong as they are large, blue where positive, red where negative. */
import { useEffect, useRef } from "preact/hooks";
import { theme, themeColours } from "../state/theme";
import { paintSigned } from "./paint";

interface Props {
  values: ArrayLike<number> | undefined;
  /** How many there are, to keep the place while there are none. */
  count: number;
  columns: number;
  label: string;
  /** What is painted strongest; the largest of the values where it is not said. */
  most?: number;
}

export function SignedImage({ values, count, columns, label, most }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = theme.value;
  useEffect(() => {
    void now;
    if (canvas.current) {
      paintSigned(canvas.current, values ?? new Float32Array(count), columns, themeColours(), most);
    }
  }, [values, count, columns, now, most]);
  return <canvas class="pixels" ref={canvas} role="img" aria-label={label} />;
}
