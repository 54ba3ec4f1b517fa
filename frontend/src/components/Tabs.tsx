/** The tabs of a view, and the one that is open; arrow keys move between them. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type TextKey, t } from "../i18n/translate";

interface Props<Name extends string> {
  /** Each part's name in the address, and its title. */
  titles: Record<Name, TextKey>;
  part: Signal<Name>;
  children: ComponentChildren;
}

export function Tabs<Name extends string>({ titles, part, children }: Props<Name>) {
  const names = Object.keys(titles) as Name[];
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    part.value = names[(names.indexOf(part.value) + by + names.length) % names.length] as Name;
    document.getElementById(`tab-${part.value}`)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={t("parts")} onKeyDown={walk}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={part.value === name}
            aria-controls="part"
            tabindex={part.value === name ? 0 : -1}
            onClick={() => {
              part.value = name;
            }}
          >
            {t(titles[name])}
          </button>
        ))}
      </div>
      <div id="part" class="tab-panel" role="tabpanel" aria-labelledby={`tab-${part.value}`}>
        {children}
      </div>
    </>
  );
}
