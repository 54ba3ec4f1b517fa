/**
 * A formula, typeset by KaTeX. It sets styles through the document's own objects, which the policy
 * allows.
 */

import katex from "katex";
import { localiseTex } from "../i18n/numbers";
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
  const localTex = localiseTex(tex);
  useEffect(() => {
    if (place.current) katex.render(localTex, place.current, { throwOnError: false });
  }, [localTex]);
  const set = <span class="formula" ref={place} />;
  return of ? (
    <ExplainButton class="explained-formula" of={of}>
      {set}
    </ExplainButton>
  ) : (
    set
  );
}
