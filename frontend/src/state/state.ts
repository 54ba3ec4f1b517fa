/** What the page knows: which network, what it looks at, what it says, what is open. */
import { batch, computed, effect, signal } from "@preact/signals";
import type {
  Begin,
  Drawing,
  Frame,
  Given,
  Hello,
  Noise,
  Numbered,
  Opened,
  Runs,
  Seen,
  Train,
  Trained,
  Watching,
} from "../api/messages";
import { Socket } from "../api/socket";
import { type Chosen, type Edit, readAddress, type Shown, writeAddress } from "./address";
import { closeNumber } from "./explanation";
import { writeKept } from "./urlSignal";

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

/** The name for whichever run was begun last. */
export const RUN = "run";

export const model = signal(view.value === "learn" ? first.model || RUN : first.model);
/** Of a run: the step that is looked at; null for where it is now. */
export const step = signal(first.step);
export const shown = signal<Shown>(first.shown);
export const chosen = signal<Chosen | null>(first.chosen);
export const edits = signal<Edit[]>(first.edits);
export const label = signal(first.label);

export const models = signal<string[]>([]);
/** Every run there is, once the server has said so. */
export const runs = signal<Runs | null>(null);
/** When the server was started anew, if that was while this tab was open. */
export const restarted = signal<string | null>(null);
export const watching = signal<Watching | null>(null);
export const trained = signal<Trained | null>(null);
export const opened = signal<Opened | null>(null);
export const seen = signal<Seen | null>(null);
export const problem = signal<string | null>(null);

/** The name of the network that is asked about: of a run its own. */
export const asked = computed(() =>
  model.value === RUN ? (runs.value?.first ?? RUN) : model.value,
);
/** Whether that is a run's. */
export const onRun = computed(() => model.value === RUN || /^run-\d+$/.test(model.value));
/** Whether it is known which runs there are: a new list alone is no reason to ask anew. */
const listed = computed(() => runs.value !== null);

/** The run that is asked about. */
export const run = computed(
  () => runs.value?.runs.find((each) => each.name === asked.value) ?? null,
);

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

// Of this tab: the run that it watched last, and the server's start that it talked to.
const OWN = "run";
const START = "start";

let looks = 0;
let awaited: string | null = null;
/** How the run stands, as the server said it last. */
let told: Trained | null = null;
/** The command that the problem in view is of. */
let failed: string | null = null;
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
      model: model.value,
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
    if (to === "learn") edits.value = [];
    view.value = to;
    // A number that is open belongs to the view that it was opened in.
    closeNumber();
    settle();
  });
  history.pushState(null, "", `/${to}${location.search}`);
}

/** Ask about another network. */
export function choose(name: string): void {
  batch(() => {
    edits.value = [];
    step.value = null;
    model.value = name;
    settle();
  });
}

/** Ask about a run that was begun just now: the list that it is on may still be on its way. */
export function chooseNew(name: string): void {
  awaited = name;
  choose(name);
}

/** The learn view shows a run: this tab's own, else the one begun last. */
function settle(): void {
  const all = runs.value;
  if (!all) return;
  const there = (name: string | null) => all.runs.some((each) => each.name === name);
  if (there(model.value)) {
    awaited = null;
    sessionStorage.setItem(OWN, model.value);
  } else if (view.value === "learn" && model.value !== awaited) {
    const own = sessionStorage.getItem(OWN);
    model.value = own && there(own) ? own : all.first;
    if (model.value !== own) step.value = null;
  }
}

/** Which network is asked about, for every question. */
export function about() {
  return { model: asked.value, step: step.value, edits: edits.value };
}

/** Which network is asked about: of a run that stands, where it stands, so as to ask again later. */
export function standing() {
  const now = onRun.value ? trained.value : null;
  return now && !now.playing && step.value === null ? { ...about(), step: now.last_step } : about();
}

function open(): void {
  socket?.send({ type: "open", ...about() });
}

function watch(): void {
  if (onRun.value && listed.value) {
    socket?.send({ type: "watch", run: asked.value, step: step.value });
  }
}

/** Tell the run in view what to do next; it is looked at as it goes then. */
export function train(wish: Train["wish"]): void {
  if (wish !== "pause") step.value = null;
  tried();
  socket?.send({ type: "train", run: asked.value, wish });
}

/** Turn knobs; the page has them at once, so that whatever is done next is done with them. */
export function turn(knobs: Partial<Pick<Trained, "learning_rate" | "batch_size" | "l2">>): void {
  tried();
  if (trained.value) trained.value = { ...trained.value, ...knobs };
  socket?.send({ ...knobs, type: "turn", run: asked.value });
}

export function setPace(steps: number | null): void {
  tried();
  socket?.send({ type: "pace", run: asked.value, steps_per_second: steps });
}

/** Begin the run in view anew. */
export function beginAnew(settings: Partial<Begin>): void {
  step.value = null;
  tried();
  socket?.send({ ...settings, type: "begin", run: asked.value });
}

function look(): void {
  if (empty.value) {
    looks += 1;
    seen.value = null;
    return;
  }
  looks += 1;
  socket?.send({
    type: "look",
    number: looks,
    ...about(),
    input: input.value,
  });
}

function received(frame: Frame): void {
  batch(() => {
    if (frame.type === "hello") greeted(frame);
    if (frame.type === "runs") {
      runs.value = frame;
      models.value = frame.models;
      settle();
    }
    if (frame.type === "failed") {
      problem.value = frame.error;
      failed = frame.command;
      // Nobody turned the knobs that were refused.
      if (frame.command === "turn") trained.value = told;
    }
    if (frame.type === "opened" && (frame.model === asked.value || model.value === "")) {
      opened.value = frame;
      mended("open", "look");
    }
    if (frame.type === "watching") watching.value = frame;
    if (frame.type === "trained" && frame.run === asked.value) {
      if (frame.problem !== (trained.peek()?.problem ?? null)) problem.value = frame.problem;
      else mended("watch", "runs");
      trained.value = told = frame;
      follow(frame);
    }
    if (frame.type === "seen" && !empty.value) {
      seen.value = frame;
      mended("open", "look");
    }
  });
}

function greeted(hello: Hello): void {
  models.value = hello.models;
  const before = sessionStorage.getItem(START);
  if (before !== null && before !== hello.start) restarted.value = hello.started;
  sessionStorage.setItem(START, hello.start);
}

/** What is shown again is no problem any more; a knob that was refused stays told until the next. */
function mended(...commands: string[]): void {
  if (failed !== null && commands.includes(failed)) tried();
}

function tried(): void {
  failed = null;
  problem.value = null;
}

/** Show the run's network as it is in a frame, and what it says now. */
function follow(frame: Trained): void {
  if (edits.value.length > 0) open();
  else {
    opened.value = {
      type: "opened",
      model: frame.run,
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
