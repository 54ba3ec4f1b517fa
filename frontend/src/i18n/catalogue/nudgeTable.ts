/** The table of nudges in the backprop view. */
export const english = {
  tableText:
    "Each example wants its own nudges to the weights: one column per example. Averaged over all examples, they are −∇C.",
  rowsShown: "Rows: largest averages of",
  anyLayer: "all layers",
  over: "over",
  trainingExamples: "training examples",
  testExamples: "test examples",
  examplesFrom: "starting at number",
  earlier: "Previous examples",
  later: "Next examples",
  walkThrough: "Walk through this example",
  walkThroughThis: "Example {number}, a {label}: walk through it",
  tableThen:
    "In each row, the length of a bar is proportional to its number. Click a picture to walk through that example.",
  averageAll: "Average over all {n}",
  averageFew: "Average over {n}",
  averageOver: "Average over the first",
  addExamples: "Add examples",
  angleNow: "Angle between this average and −∇C:",
  angleTitle: "Angle between the average over {n} and −∇C",
  angleMeans:
    "Over all weights and biases, not only those shown. 90° means unrelated, 0° the same direction.",
  angleByCount: "The average turns towards −∇C",
  exampleCount: "number of examples",
  averageTitle: "Average over {n}: {name}",
  averageMeans: "The mean of the nudges that the first examples want. Over all {n} it is −∂C/∂w.",
  cellTitle: "What example {number}, a {label}, wants from the {name}",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  tableText:
    "Jedes Beispiel will eigene Änderungen der Gewichte: eine Spalte pro Beispiel. Über alle Beispiele gemittelt sind sie −∇C.",
  rowsShown: "Zeilen: größte Mittelwerte aus",
  anyLayer: "allen Schichten",
  over: "über",
  trainingExamples: "Trainingsbeispiele",
  testExamples: "Testbeispiele",
  examplesFrom: "ab Nummer",
  earlier: "Vorige Beispiele",
  later: "Nächste Beispiele",
  walkThrough: "Dieses Beispiel durchgehen",
  walkThroughThis: "Beispiel {number}, eine {label}: durchgehen",
  tableThen:
    "In jeder Zeile ist die Länge eines Balkens proportional zu seiner Zahl. Klick ein Bild an, um das Beispiel durchzugehen.",
  averageAll: "Mittelwert über alle {n}",
  averageFew: "Mittelwert über {n}",
  averageOver: "Mittelwert über die ersten",
  addExamples: "Beispiele hinzunehmen",
  angleNow: "Winkel zwischen diesem Mittelwert und −∇C:",
  angleTitle: "Winkel zwischen dem Mittelwert über {n} und −∇C",
  angleMeans:
    "Über alle Gewichte und Biases, nicht nur die gezeigten. 90° heißt unabhängig, 0° dieselbe Richtung.",
  angleByCount: "Der Mittelwert dreht sich zu −∇C hin",
  exampleCount: "Zahl der Beispiele",
  averageTitle: "Mittelwert über {n}: {name}",
  averageMeans:
    "Der Mittelwert der Änderungen, die die ersten Beispiele wollen. Über alle {n} ist er −∂C/∂w.",
  cellTitle: "Was Beispiel {number}, eine {label}, will: {name}",
};
