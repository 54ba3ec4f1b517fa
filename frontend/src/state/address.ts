/**
 * The state of a view as it stands in the page's address, so that an address rebuilds the view.
 * A drawing is written as two digits of base 36 for each coordinate, strokes parted by dots.
 */

export type Point = [number, number];
export type Stroke = Point[];

export type InputSource =
  | { kind: "drawing"; strokes: Stroke[]; fit: boolean }
  | { kind: "example"; set: "test" | "train"; number: number }
  | { kind: "noise"; seed: number };

/** A neuron that is open: its layer from 1 and its number from 0. */
export interface NeuronPlace {
  layer: number;
  neuron: number;
}

export interface Edit {
  kind: "scale" | "weight" | "bias";
  layer: number;
  neuron: number;
  source: number | null;
  value: number;
}

export interface AddressState {
  model: string;
  /** Of the run: the step that is looked at; null for where it is now. */
  step: number | null;
  inputSource: InputSource;
  selectedNeuron: NeuronPlace | null;
  edits: Edit[];
  /** The correct label of a drawing; null when none was chosen. */
  label: number | null;
}

/** Coordinates are kept in this many steps a side, so that what is shared is what was drawn. */
const GRID_STEPS = 36 * 36 - 1;

export function snapToGrid(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * GRID_STEPS) / GRID_STEPS;
}

export function writeStrokes(strokes: Stroke[]): string {
  const digits = (share: number) =>
    Math.round(share * GRID_STEPS)
      .toString(36)
      .padStart(2, "0");
  return strokes.map((stroke) => stroke.map(([x, y]) => digits(x) + digits(y)).join("")).join(".");
}

export function readStrokes(text: string): Stroke[] {
  const share = (digits: string) => Number.parseInt(digits, 36) / GRID_STEPS;
  return text
    .split(".")
    .filter((part) => /^([0-9a-z]{4})+$/.test(part))
    .map((part) =>
      Array.from(
        part.match(/.{4}/g) ?? [],
        (four): Point => [share(four.slice(0, 2)), share(four.slice(2))],
      ),
    );
}

function writeEdit(edit: Edit): string {
  const place = [edit.layer, edit.neuron, ...(edit.source === null ? [] : [edit.source])];
  return `${edit.kind[0]}${place.join(".")}_${edit.value}`;
}

const EDIT = /^([swb])(\d{1,4})\.(\d{1,6})(?:\.(\d{1,6}))?_(-?[\d.]+(?:e-?\d+)?)$/;

function readEdit(text: string): Edit | null {
  const match = EDIT.exec(text);
  if (!match) return null;
  const kind = ({ s: "scale", w: "weight", b: "bias" } as const)[match[1] as "s" | "w" | "b"];
  const value = Number(match[5]);
  if (!Number.isFinite(value) || (kind === "weight") !== (match[4] !== undefined)) return null;
  return {
    kind,
    layer: Number(match[2]),
    neuron: Number(match[3]),
    source: match[4] === undefined ? null : Number(match[4]),
    value,
  };
}

/** The query of an address, without what is as it is anyway. */
export function writeAddress(state: AddressState): URLSearchParams {
  const query = new URLSearchParams();
  if (state.model) query.set("model", state.model);
  if (state.step !== null) query.set("step", String(state.step));
  const { inputSource } = state;
  if (inputSource.kind === "example") query.set(inputSource.set, String(inputSource.number));
  if (inputSource.kind === "noise") query.set("noise", String(inputSource.seed));
  if (inputSource.kind === "drawing") {
    query.set("draw", writeStrokes(inputSource.strokes));
    if (!inputSource.fit) query.set("fit", "no");
  }
  if (state.selectedNeuron)
    query.set("neuron", `${state.selectedNeuron.layer}.${state.selectedNeuron.neuron}`);
  if (state.label !== null) query.set("label", String(state.label));
  if (state.edits.length) query.set("edits", state.edits.map(writeEdit).join("~"));
  return query;
}

/** What an address says; whatever makes no sense in it is passed over. */
export function readAddress(query: URLSearchParams): AddressState {
  const chosen = /^(\d{1,4})\.(\d{1,6})$/.exec(query.get("neuron") ?? "");
  return {
    model: query.get("model") ?? "",
    step: /^\d{1,9}$/.test(query.get("step") ?? "") ? Number(query.get("step")) : null,
    inputSource: readInputSource(query),
    selectedNeuron: chosen ? { layer: Number(chosen[1]), neuron: Number(chosen[2]) } : null,
    label: /^\d{1,4}$/.test(query.get("label") ?? "") ? Number(query.get("label")) : null,
    edits: (query.get("edits") ?? "")
      .split("~")
      .map(readEdit)
      .filter((edit) => edit !== null),
  };
}

function readInputSource(query: URLSearchParams): InputSource {
  for (const set of ["test", "train"] as const) {
    const number = query.get(set);
    if (number !== null && /^\d{1,9}$/.test(number)) {
      return { kind: "example", set, number: Number(number) };
    }
  }
  const seed = query.get("noise");
  if (seed !== null && /^\d{1,9}$/.test(seed)) return { kind: "noise", seed: Number(seed) };
  return {
    kind: "drawing",
    strokes: readStrokes(query.get("draw") ?? ""),
    fit: query.get("fit") !== "no",
  };
}
