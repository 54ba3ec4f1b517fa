/**
 * A formula, typeset by KaTeX. It sets styles through the document's own objects, which the policy
 * allows.
 */
import katex from "katex";
import "katex/dist/katex.min.css";
import { useEffect, useRef } from "preact/hooks";
import type { Explainable } from "../state/explanation";
import { ExplainButton } from "./ExplainButton";

interface Props {
  tex: string;
  /** Of a formula with numbers in it: what they make, which a click opens, and them with it. */
  of?: Explainable;
}

export function Formula({ tex, of }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (place.current) katex.render(tex, place.current, { throwOnError: false });
  }, [tex]);
  const set = <span class="formula" ref={place} />;
  return of ? (
    <ExplainButton class="explained-formula" of={of}>
      {set}
    </ExplainButton>
  ) : (
    set
  );
}
