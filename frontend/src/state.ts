/** What the page knows: which network, what it looks at, what it says, what is open. */
import { batch, computed, effect, signal } from "@preact/signals";
import { type Chosen, type Edit, readAddress, type Shown, writeAddress } from "./address";
import { writeKept } from "./kept";
import type {
  Begin,
  Drawing,
  Frame,
  Given,
  Noise,
  Numbered,
  Opened,
  Seen,
  Train,
  Trained,
  Turn,
  Watching,
} from "./messages";
import { Socket } from "./socket";

const first = readAddress(new URLSearchParams(location.search));

export const VIEWS = [
  "network",
  "learn",
  "cost",
  "descent",
  "backprop",
  "calculus",
  "inside",
  "more",
] as const;
export type View = (typeof VIEWS)[number];

export const view = signal<View>(
  VIEWS.find((name) => location.pathname === `/${name}`) ?? "network",
);

/** The name that the run goes by, among the models. */
export const RUN = "run";

export const model = signal(view.value === "learn" ? RUN : first.model);
/** Of the run: the step that is looked at; null for where it is now. */
export const step = signal(first.step);
export const shown = signal<Shown>(first.shown);
export const chosen = signal<Chosen | null>(first.chosen);
export const edits = signal<Edit[]>(first.edits);
export const label = signal(first.label);

export const models = signal<string[]>([]);
export const watching = signal<Watching | null>(null);
export const trained = signal<Trained | null>(null);
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
    watch();
  });
  effect(open);
  effect(look);
  effect(watch);
  addEventListener("popstate", () => {
    view.value = VIEWS.find((name) => location.pathname === `/${name}`) ?? "network";
  });
  let writing = 0;
  effect(() => {
    const query = writeAddress({
      model: view.value === "learn" ? "" : model.value,
      step: step.value,
      shown: shown.value,
      chosen: chosen.value,
      edits: edits.value,
      label: label.value,
    });
    writeKept(view.value, query);
    // Browsers allow only so many changes of the address a second.
    clearTimeout(writing);
    writing = window.setTimeout(() => {
      const text = query.toString();
      history.replaceState(null, "", text ? `?${text}` : location.pathname);
    }, 200);
  });
}

/** Go to another view, and say so in the address. */
export function go(to: View): void {
  batch(() => {
    if (to === "learn") {
      model.value = RUN;
      edits.value = [];
    }
    view.value = to;
  });
  history.pushState(null, "", `/${to}${location.search}`);
}

/** Which network is asked about, for every question. */
export function about() {
  return { model: model.value, step: step.value, edits: edits.value };
}

/** Which network is asked about: of a run that stands, where it stands, so as to ask again later. */
export function standing() {
  const run = model.value === RUN ? trained.value : null;
  return run && !run.playing && step.value === null ? { ...about(), step: run.last_step } : about();
}

function open(): void {
  socket?.send({ type: "open", ...about() });
}

function watch(): void {
  if (model.value === RUN) socket?.send({ type: "watch", step: step.value });
}

/** Tell the run what to do next; it is looked at as it goes then. */
export function train(wish: Train["wish"]): void {
  if (wish !== "pause") step.value = null;
  socket?.send({ type: "train", wish });
}

export function turn(knobs: Partial<Turn>): void {
  socket?.send({ ...knobs, type: "turn" });
}

export function setPace(steps: number | null): void {
  socket?.send({ type: "pace", steps_per_second: steps });
}

export function beginAnew(settings: Partial<Begin>): void {
  step.value = null;
  socket?.send({ ...settings, type: "begin" });
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
    ...about(),
    input: input.value,
  });
}

function received(frame: Frame): void {
  batch(() => {
    if (frame.type === "hello") models.value = frame.models;
    if (frame.type === "failed") problem.value = frame.error;
    if (frame.type === "opened" && (frame.model === model.value || model.value === "")) {
      opened.value = frame;
      problem.value = null;
    }
    if (frame.type === "watching") watching.value = frame;
    if (frame.type === "trained") {
      trained.value = frame;
      problem.value = frame.problem;
      if (model.value === RUN) follow(frame);
    }
    if (frame.type === "seen" && !empty.value) {
      seen.value = frame;
      problem.value = null;
    }
  });
}

/** Show the run's network as it is in a frame, and what it says now. */
function follow(frame: Trained): void {
  if (edits.value.length > 0) open();
  else {
    opened.value = {
      type: "opened",
      model: RUN,
      sizes: frame.sizes,
      classes: watching.value?.classes ?? [],
      image_shape: watching.value?.image_shape ?? null,
      activations: [],
      cost: frame.cost,
      weights: frame.weights,
      biases: frame.biases,
    };
  }
  look();
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
