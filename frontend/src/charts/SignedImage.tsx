/** Signed numbers as an image: blue where positive, red where negative, the larger the stronger. */
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
  scaleMax?: number;
}

export function SignedImage({ values, count, columns, label, scaleMax }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const currentTheme = theme.value;
  useEffect(() => {
    void currentTheme;
    if (canvas.current) {
      paintSigned(
        canvas.current,
        values ?? new Float32Array(count),
        columns,
        themeColours(),
        scaleMax,
      );
    }
  }, [values, count, columns, currentTheme, scaleMax]);
  return <canvas class="pixels" ref={canvas} role="img" aria-label={label} />;
}
