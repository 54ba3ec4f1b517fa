/** A number that opens its explanation on a click or Enter. */
import type { ComponentChildren } from "preact";
import { t } from "../i18n/translate";
import { type Explainable, openExplanation } from "../state/explanation";

interface Props {
  of: Explainable;
  children: ComponentChildren;
  class?: string;
}

export function ExplainButton({ of, children, class: more = "" }: Props) {
  return (
    <button
      type="button"
      class={`explain-button number ${more}`}
      title={t("whereFrom")}
      onClick={(event) => {
        openExplanation(of, event.currentTarget.closest(".explanation") !== null);
        event.stopPropagation();
      }}
    >
      {children}
    </button>
  );
}
