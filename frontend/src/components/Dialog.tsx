/** A modal dialog with a title and a button that closes it; its content exists only while it is open. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate";

export function Dialog(props: {
  isOpen: Signal<boolean>;
  titleId: string;
  title: string;
  children: () => ComponentChildren;
}) {
  const { isOpen, titleId, title, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const open = isOpen.value;
  const close = () => {
    isOpen.value = false;
  };
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog class="help" ref={dialog} aria-labelledby={titleId} onClose={close}>
      {open && (
        <>
          <div class="row panel-head">
            <h2 id={titleId}>{title}</h2>
            <button type="button" aria-label={t("close")} onClick={close}>
              ×
            </button>
          </div>
          {children()}
        </>
      )}
    </dialog>
  );
}
