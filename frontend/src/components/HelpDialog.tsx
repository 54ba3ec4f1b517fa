/** The keys, and what a teacher can hide: a dialog that opens with "?". */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type TextKey, t } from "../i18n/translate";
import { HIDEABLE_PARTS, hiddenParts } from "../state/hiddenParts";
import { Dialog } from "./Dialog";

export const isHelpOpen = signal(false);

const KEYS: readonly [string, TextKey][] = [
  ["?", "keyHelp"],
  ["Esc", "keyEscape"],
  ["Tab", "keyTab"],
  ["Enter", "keyEnter"],
  ["Space", "keySpace"],
  ["← →", "keyArrows"],
  ["↑ ↓ ← →", "keyNeurons"],
  ["⇧ ↑ ↓ ← →", "keyDraw"],
];

const PART_TITLES = {
  menu: "hideMenu",
  settings: "hideSettings",
  about: "hideAbout",
  inputs: "hideInputs",
  steering: "hideSteering",
  editing: "hideEditing",
} as const;

/** Opens it with "?", wherever nothing is being typed. */
export function listenForHelp(): () => void {
  const heard = (event: KeyboardEvent) => {
    const typing = (event.target as HTMLElement | null)?.closest("input, textarea, select");
    if (event.key !== "?" || typing || event.ctrlKey || event.metaKey) return;
    isHelpOpen.value = true;
    event.preventDefault();
  };
  addEventListener("keydown", heard);
  return () => removeEventListener("keydown", heard);
}

export function HelpDialog() {
  useEffect(listenForHelp, []);
  return (
    <Dialog isOpen={isHelpOpen} titleId="help-title" title={t("keysTitle")}>
      {() => <HelpContent />}
    </Dialog>
  );
}

function HelpContent() {
  const [copied, setCopied] = useState(false);
  void hiddenParts.value;
  const link = addressWithHiddenParts();
  return (
    <>
      <dl class="key-list">
        {KEYS.map(([key, word]) => (
          <div key={word}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
      <h2>{t("forTeachers")}</h2>
      <p class="quiet-text">{t("forTeachersText")}</p>
      <ul class="hideable">
        {HIDEABLE_PARTS.map((name) => (
          <li key={name}>
            <label class="switch">
              <input
                type="checkbox"
                checked={hiddenParts.value.includes(name)}
                onChange={(event) => {
                  const others = hiddenParts.value.filter((each) => each !== name);
                  hiddenParts.value = event.currentTarget.checked ? [...others, name] : others;
                  setCopied(false);
                }}
              />
              {t(PART_TITLES[name])}
            </label>
          </li>
        ))}
      </ul>
      <div class="row link">
        <input type="text" readOnly value={link} aria-label={t("theLink")} />
        <button
          type="button"
          onClick={() => {
            navigator.clipboard?.writeText(link).then(
              () => setCopied(true),
              () => undefined,
            );
          }}
        >
          {t(copied ? "copied" : "copy")}
        </button>
      </div>
    </>
  );
}

/** The address with what is hidden now, before the page itself has written it. */
function addressWithHiddenParts(): string {
  const url = new URL(location.href);
  if (hiddenParts.value.length > 0) url.searchParams.set("hide", hiddenParts.value.join("."));
  else url.searchParams.delete("hide");
  return url.href;
}
