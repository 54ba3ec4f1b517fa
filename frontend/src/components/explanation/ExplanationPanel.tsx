/** "Where does this come from?": a number's formula and its parts, each of which opens in turn. */
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/translate";
import { closeNumber, goBack, way } from "../../state/explanation";
import { OfNetwork } from "./QuantityExplanation";
import { OfView } from "./ViewExplanation";

export function OriginPanel() {
  const source = way.value.at(-1);
  const panel = useRef<HTMLElement>(null);
  const open = source !== undefined;
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open]);
  useEffect(() => {
    if (source) panel.current?.focus();
  }, [source]);
  if (!source) return null;
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
        <span class="quiet-text">{say("whereFrom")}</span>
        {way.value.length > 1 && (
          <button type="button" onClick={goBack}>
            ‹ {say("back")}
          </button>
        )}
        <button type="button" aria-label={say("close")} onClick={closeNumber}>
          ×
        </button>
      </div>
      {typeof source === "function" ? (
        <OfView because={source()} />
      ) : (
        <OfNetwork quantity={source} />
      )}
    </aside>
  );
}
