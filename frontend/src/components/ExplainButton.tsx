/** A number that answers a click or Enter with where it comes from. */
import type { ComponentChildren } from "preact";
import { say } from "../i18n/translate";
import { openNumber, type Source } from "../state/explanation";

interface Props {
  of: Source;
  children: ComponentChildren;
  class?: string;
}

export function Opens({ of, children, class: more = "" }: Props) {
  return (
    <button
      type="button"
      class={`opens number ${more}`}
      title={say("whereFrom")}
      onClick={(event) => {
        openNumber(of, event.currentTarget.closest(".origin") !== null);
        event.stopPropagation();
      }}
    >
      {children}
    </button>
  );
}
