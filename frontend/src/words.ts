/** Every word that the page says, in each language. English is complete; others may fall back. */
import { signal } from "@preact/signals";

const english = {
  draw: "Draw a digit",
  drawHere: "A square to draw a digit on, with pen, finger or mouse",
  undo: "Undo",
  clear: "Clear",
  example: "Test digit",
  previous: "Previous digit",
  next: "Next digit",
  random: "Any",
  noise: "Noise",
  sees: "What the network sees",
  fit: "Fit and centre, as MNIST was",
  says: "It says",
  nothingYet: "Draw a digit, or take one from the test set.",
  right: "and that is right",
  wrong: "but it is {label}",
  model: "Network",
  parameters: "{count} weights and biases",
  theme: "Colours",
  dark: "Dark",
  light: "Light",
  orange: "Blue and orange",
  language: "Language",
  neuron: "Neuron {neuron} of layer {layer}",
  output: "Output {name}",
  pixel: "pixel (row {row}, column {column})",
  input: "input {index}",
  of: "neuron {neuron} of layer {layer}",
  weights: "Weights",
  products: "Weights × input",
  terms: "The largest of {count} terms",
  others: "{count} others",
  bias: "Bias",
  sum: "Weighted sum z",
  activation: "Activation a",
  switchOff: "Switch off",
  switchedOff: "Switched off",
  reset: "Reset",
  resetAll: "Undo all {count} changes",
  close: "Close",
  clickNeuron: "Click a neuron: every number in it opens.",
  lost: "The server does not answer. Trying again …",
  connecting: "Connecting …",
  comesFrom: "Where it comes from",
  keys: "↑ ↓ other neurons of the layer, ← → other layers, Esc closes",
  network: "The network: {sizes} neurons",
  weightOf: "Weight from {name}",
  before: "before",
} as const;

export type Word = keyof typeof english;

const german: Partial<Record<Word, string>> = {
  draw: "Zeichne eine Ziffer",
  drawHere: "Ein Feld, um mit Stift, Finger oder Maus eine Ziffer zu zeichnen",
  undo: "Zurück",
  clear: "Leeren",
  example: "Testziffer",
  previous: "Vorige Ziffer",
  next: "Nächste Ziffer",
  random: "Zufall",
  noise: "Rauschen",
  sees: "Was das Netz sieht",
  fit: "Einpassen und zentrieren wie MNIST",
  says: "Es sagt",
  nothingYet: "Zeichne eine Ziffer oder nimm eine aus den Testdaten.",
  right: "und das stimmt",
  wrong: "aber es ist {label}",
  model: "Netz",
  parameters: "{count} Gewichte und Schwellen",
  theme: "Farben",
  dark: "Dunkel",
  light: "Hell",
  orange: "Blau und Orange",
  language: "Sprache",
  neuron: "Neuron {neuron} der Schicht {layer}",
  output: "Ausgabe {name}",
  pixel: "Pixel (Zeile {row}, Spalte {column})",
  input: "Eingabe {index}",
  of: "Neuron {neuron} der Schicht {layer}",
  weights: "Gewichte",
  products: "Gewichte × Eingabe",
  terms: "Die größten von {count} Summanden",
  others: "{count} andere",
  bias: "Schwelle",
  sum: "Gewichtete Summe z",
  activation: "Aktivierung a",
  switchOff: "Abschalten",
  switchedOff: "Abgeschaltet",
  reset: "Zurücksetzen",
  resetAll: "Alle {count} Änderungen zurücknehmen",
  close: "Schließen",
  clickNeuron: "Klick ein Neuron an: jede Zahl darin lässt sich öffnen.",
  lost: "Der Server antwortet nicht. Neuer Versuch …",
  connecting: "Verbinde …",
  comesFrom: "Woher sie kommt",
  keys: "↑ ↓ andere Neuronen der Schicht, ← → andere Schichten, Esc schließt",
  network: "Das Netz: {sizes} Neuronen",
  weightOf: "Gewicht von {name}",
  before: "vorher",
};

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Record<Language, Partial<Record<Word, string>>> = { en: english, de: german };

function first(): Language {
  const said = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("lang");
  return said === "de" ? "de" : "en";
}

export const language = signal<Language>(first());

/** A word or sentence, with what stands in {braces} filled in. */
export function say(word: Word, values: Record<string, string | number> = {}): string {
  const text = CATALOGUES[language.value][word] ?? english[word];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

/** A number as the field writes it: its sign always, a real minus, a fixed number of digits. */
export function signed(value: number, digits = 3): string {
  const text = Math.abs(value || 0).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? "−" : "+"}${text}`;
}
