/** What a network looks at: drawings, examples, noise. */
export const english = {
  draw: "Draw a digit",
  drawHere:
    "Drawing area: draw a digit with pen, finger or mouse; arrow keys move the cursor, Shift and an arrow key draw",
  undo: "Undo",
  clear: "Clear",
  eraser: "Eraser",
  example: "Test digit",
  trainingExample: "Training digit",
  previous: "Previous digit",
  next: "Next digit",
  random: "Random digit",
  noise: "Noise",
  sees: "What the network sees",
  fit: "Fit and centre, as in MNIST",
  networkSays: "The network says",
  nothingYet: "Draw a digit, or choose one from the test set.",
  isCorrect: "correct",
  isWrong: "wrong: it is {label}",
  correctDigit: "Correct digit",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  draw: "Zeichne eine Ziffer",
  drawHere:
    "Zeichenfläche: zeichne eine Ziffer mit Stift, Finger oder Maus; Pfeiltasten bewegen den Zeiger, Umschalt und Pfeiltaste zeichnen",
  undo: "Rückgängig",
  clear: "Leeren",
  eraser: "Radierer",
  example: "Testziffer",
  trainingExample: "Trainingsziffer",
  previous: "Vorige Ziffer",
  next: "Nächste Ziffer",
  random: "Zufallsziffer",
  noise: "Rauschen",
  sees: "Was das Netz sieht",
  fit: "Einpassen und zentrieren wie bei MNIST",
  networkSays: "Das Netz sagt",
  nothingYet: "Zeichne eine Ziffer oder wähle eine aus den Testdaten.",
  isCorrect: "richtig",
  isWrong: "falsch: es ist {label}",
  correctDigit: "Richtige Ziffer",
};
