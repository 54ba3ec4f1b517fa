/** "Where does this come from?": a number's formula and its parts, each of which opens in turn. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate";
import {
  closeExplanation,
  closeInnermostExplanation,
  explanationTrail,
} from "../../state/explanation";
import { GlossaryButton } from "../GlossaryDialog";
import { QuantityExplanation } from "./QuantityExplanation";
import { ViewExplanation } from "./ViewExplanation";

export function ExplanationPanel() {
  const source = explanationTrail.value.at(-1);
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
      class="explanation"
      ref={panel}
      tabindex={-1}
      aria-label={t("whereFrom")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        closeInnermostExplanation();
      }}
    >
      <div class="row panel-head">
        <span class="quiet-text">{t("whereFrom")}</span>
        {explanationTrail.value.length > 1 && (
          <button type="button" onClick={closeInnermostExplanation}>
            ‹ {t("back")}
          </button>
        )}
        <GlossaryButton />
        <button type="button" aria-label={t("close")} onClick={closeExplanation}>
          ×
        </button>
      </div>
      {typeof source === "function" ? (
        <ViewExplanation because={source()} />
      ) : (
        <QuantityExplanation quantity={source} />
      )}
    </aside>
  );
}
