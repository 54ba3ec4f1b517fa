/** Mathematics set by KaTeX. It styles through the document's own objects, which the policy allows. */
import katex from "katex";
import "katex/dist/katex.min.css";
import { useEffect, useRef } from "preact/hooks";

export function Formula({ tex }: { tex: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (place.current) katex.render(tex, place.current, { throwOnError: false });
  }, [tex]);
  return <span class="formula" ref={place} />;
}
