/** The keys, and what a teacher can hide: a dialog that opens with "?". */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { say, type Word } from "../i18n/translate";
import { HIDEABLE, hidden } from "../state/hiddenParts";

export const helping = signal(false);

const KEYS: readonly [string, Word][] = [
  ["?", "keyHelp"],
  ["Esc", "keyEscape"],
  ["Tab", "keyTab"],
  ["Enter", "keyEnter"],
  ["Space", "keySpace"],
  ["← →", "keyArrows"],
  ["↑ ↓ ← →", "keyNeurons"],
  ["⇧ ↑ ↓ ← →", "keyDraw"],
];

const TITLES = {
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
    helping.value = true;
    event.preventDefault();
  };
  addEventListener("keydown", heard);
  return () => removeEventListener("keydown", heard);
}

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helping.value;
  useEffect(listenForHelp, []);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      class="help"
      ref={dialog}
      aria-labelledby="help-title"
      onClose={() => {
        helping.value = false;
      }}
    >
      {open && <Inside />}
    </dialog>
  );
}

function Inside() {
  const [copied, setCopied] = useState(false);
  void hidden.value;
  const link = addressOf();
  return (
    <>
      <div class="row head">
        <h2 id="help-title">{say("keysTitle")}</h2>
        <button
          type="button"
          aria-label={say("close")}
          onClick={() => {
            helping.value = false;
          }}
        >
          ×
        </button>
      </div>
      <dl class="key-list">
        {KEYS.map(([key, word]) => (
          <div key={word}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
      <h2>{say("forTeachers")}</h2>
      <p class="quiet-text">{say("forTeachersText")}</p>
      <ul class="hideable">
        {HIDEABLE.map((name) => (
          <li key={name}>
            <label class="switch">
              <input
                type="checkbox"
                checked={hidden.value.includes(name)}
                onChange={(event) => {
                  const others = hidden.value.filter((each) => each !== name);
                  hidden.value = event.currentTarget.checked ? [...others, name] : others;
                  setCopied(false);
                }}
              />
              {say(TITLES[name])}
            </label>
          </li>
        ))}
      </ul>
      <div class="row link">
        <input type="text" readOnly value={link} aria-label={say("theLink")} />
        <button
          type="button"
          onClick={() => {
            navigator.clipboard?.writeText(link).then(
              () => setCopied(true),
              () => undefined,
            );
          }}
        >
          {say(copied ? "copied" : "copy")}
        </button>
      </div>
    </>
  );
}

/** The address with what is hidden now, before the page itself has written it. */
function addressOf(): string {
  const url = new URL(location.href);
  if (hidden.value.length > 0) url.searchParams.set("hide", hidden.value.join("."));
  else url.searchParams.delete("hide");
  return url.href;
}
