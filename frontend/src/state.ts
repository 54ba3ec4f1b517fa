/** What the page knows: which network, what it looks at, what it says, what is open. */
import { batch, computed, effect, signal } from "@preact/signals";
import { type Chosen, type Edit, readAddress, type Shown, writeAddress } from "./address";
import type { Drawing, Frame, Given, Noise, Numbered, Opened, Seen } from "./messages";
import { Socket } from "./socket";

const first = readAddress(new URLSearchParams(location.search));

export const model = signal(first.model);
export const shown = signal<Shown>(first.shown);
export const chosen = signal<Chosen | null>(first.chosen);
export const edits = signal<Edit[]>(first.edits);

export const models = signal<string[]>([]);
export const opened = signal<Opened | null>(null);
export const seen = signal<Seen | null>(null);
export const problem = signal<string | null>(null);

/** Whether there is nothing to look at: a square that nobody has drawn on. */
export const empty = computed(
  () => shown.value.kind === "drawing" && shown.value.strokes.length === 0,
);

export type Input = Drawing | Numbered | Given | Noise;

export const input = computed<Input>(() => {
  const now = shown.value;
  if (now.kind === "drawing") return { kind: "drawing", strokes: now.strokes, fit: now.fit };
  if (now.kind === "noise") return { kind: "noise", seed: now.seed };
  return { kind: "example", set: now.set, number: now.number };
});

let asked = 0;
let socket: Socket | null = null;

/** Begin to talk to the server, and keep the address as the view is. */
export function begin(): void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new Socket(`${scheme}://${location.host}/socket`, received, () => {
    open();
    look();
  });
  effect(open);
  effect(look);
  let writing = 0;
  effect(() => {
    const query = writeAddress({
      model: model.value,
      shown: shown.value,
      chosen: chosen.value,
      edits: edits.value,
    });
    // Browsers allow only so many changes of the address a second.
    clearTimeout(writing);
    writing = window.setTimeout(() => {
      const text = query.toString();
      history.replaceState(null, "", text ? `?${text}` : location.pathname);
    }, 200);
  });
}

function open(): void {
  socket?.send({ type: "open", model: model.value, edits: edits.value });
}

function look(): void {
  if (empty.value) {
    asked += 1;
    seen.value = null;
    return;
  }
  asked += 1;
  socket?.send({
    type: "look",
    number: asked,
    model: model.value,
    edits: edits.value,
    input: input.value,
  });
}

function received(frame: Frame): void {
  batch(() => {
    if (frame.type === "hello") models.value = frame.models;
    if (frame.type === "failed") problem.value = frame.error;
    if (frame.type === "opened") {
      opened.value = frame;
      problem.value = null;
    }
    if (frame.type === "seen" && !empty.value) {
      seen.value = frame;
      problem.value = null;
    }
  });
}

/** Make an edit; one of the same place takes the place of the former. */
export function change(edit: Edit): void {
  edits.value = [...edits.value.filter((each) => !samePlace(each, edit)), edit];
}

/** Take back the edits that a test names. */
export function takeBack(which: (edit: Edit) => boolean): void {
  edits.value = edits.value.filter((edit) => !which(edit));
}

export function samePlace(one: Edit, other: Edit): boolean {
  return (
    one.kind === other.kind &&
    one.layer === other.layer &&
    one.neuron === other.neuron &&
    one.source === other.source
  );
}
