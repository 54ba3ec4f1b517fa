/** What the terms on the page mean: a dialog that opens from the panel of a number. */
import { signal } from "@preact/signals";
import { t } from "../i18n/translate";
import { Dialog } from "./Dialog";
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
  return (
    <Dialog isOpen={isGlossaryOpen} titleId="glossary-title" title={t("glossary")}>
      {() => <GlossaryContent />}
    </Dialog>
  );
}

function GlossaryContent() {
  return (
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
  );
}
