/** "Where does this come from?": a number's formula and its parts, each of which opens in turn. */
import { useEffect, useRef } from "preact/hooks";
import { Formula } from "../marks/Formula";
import { say } from "../words";
import { type Because, closeNumber, goBack, way } from "./asked";
import { Opens } from "./Opens";

export function OriginPanel() {
  const source = way.value.at(-1);
  const panel = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const open = source !== undefined;
  useEffect(() => {
    if (!open) return;
    before.current = document.activeElement;
    panel.current?.focus();
    return () => (before.current as HTMLElement | null)?.focus?.();
  }, [open]);
  if (typeof source !== "function") return null;
  return (
    <aside
      class="origin"
      ref={panel}
      tabindex={-1}
      aria-label={say("whereFrom")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        goBack();
      }}
    >
      <div class="row head">
        <p class="quiet-text">{say("whereFrom")}</p>
        {way.value.length > 1 && (
          <button type="button" class="small" onClick={goBack}>
            ‹ {say("back")}
          </button>
        )}
        <button type="button" class="small" aria-label={say("close")} onClick={closeNumber}>
          ×
        </button>
      </div>
      <Shown because={source()} />
    </aside>
  );
}

function Shown({ because }: { because: Because }) {
  return (
    <>
      <h2>
        {because.title}
        {because.value !== undefined && <span class="number total"> {because.value}</span>}
      </h2>
      {because.tex && <Formula tex={because.tex} />}
      {because.text && <p>{because.text}</p>}
      {because.parts && (
        <table class="terms">
          <tbody>
            {because.parts.map((part) => (
              <tr key={part.name}>
                <th scope="row">{part.name}</th>
                <td class="number">
                  {part.of ? <Opens of={part.of}>{part.value}</Opens> : part.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
