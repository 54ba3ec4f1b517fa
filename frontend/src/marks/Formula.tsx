/** Mathematics set by KaTeX. It styles through the document's own objects, which the policy allows. */
import katex from "katex";
import "katex/dist/katex.min.css";
import { useEffect, useRef } from "preact/hooks";
import type { Source } from "../origin/asked";
import { Opens } from "../origin/Opens";
import { decimal, language } from "../words";

interface Props {
  tex: string;
  /** Of a formula with numbers in it: what they make, which a click opens, and them with it. */
  of?: Source;
}

export function Formula({ tex, of }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  void language.value;
  const spoken = spokenTex(tex);
  useEffect(() => {
    if (place.current) katex.render(spoken, place.current, { throwOnError: false });
  }, [spoken]);
  const set = <span class="formula" ref={place} />;
  return of ? (
    <Opens class="whole-formula" of={of}>
      {set}
    </Opens>
  ) : (
    set
  );
}

/** Its numbers with the decimal mark of the page's language; braces keep a comma from spacing like a list's. */
export function spokenTex(tex: string): string {
  return tex.replace(/\d+\.\d+/g, (number) => decimal(number).replace(",", "{,}"));
}
