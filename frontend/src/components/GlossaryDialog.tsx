/** What the terms on the page mean: a dialog that opens from the panel of a number. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate";
import { GLOSSARY_TERMS } from "./glossaryTerms";

const isGlossaryOpen = signal(false);

export function GlossaryButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => {
        isGlossaryOpen.value = true;
      }}
    >
      {t("glossary")}
    </button>
  );
}

export function GlossaryDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = isGlossaryOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      class="help"
      ref={dialog}
      aria-labelledby="glossary-title"
      onClose={() => {
        isGlossaryOpen.value = false;
      }}
    >
      {open && <GlossaryContent />}
    </dialog>
  );
}

function GlossaryContent() {
  return (
    <>
      <div class="row panel-head">
        <h2 id="glossary-title">{t("glossary")}</h2>
        <button
          type="button"
          aria-label={t("close")}
          onClick={() => {
            isGlossaryOpen.value = false;
          }}
        >
          ×
        </button>
      </div>
      <dl class="glossary">
        {GLOSSARY_TERMS.map(({ term, symbol, meaning }) => (
          <div key={term}>
            <dt>
              {t(term)} <span class="symbol">{symbol}</span>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
