/** What a network looks at: drawings, examples, noise. */
export const english = {
  draw: "Draw a digit",
  drawHere:
    "A square to draw a digit on, with pen, finger or mouse; arrow keys move, Shift and an arrow draw",
  undo: "Undo",
  clear: "Clear",
  eraser: "Eraser",
  example: "Test digit",
  trainingExample: "Training digit",
  previous: "Previous digit",
  next: "Next digit",
  random: "Any digit",
  noise: "Noise",
  sees: "What the network sees",
  fit: "Fit and centre, as MNIST was",
  says: "It says",
  nothingYet: "Draw a digit, or take one from the test set.",
  right: "and that is right",
  wrong: "but it is {label}",
  shouldBe: "It should be",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  draw: "Zeichne eine Ziffer",
  drawHere:
    "Ein Feld, um mit Stift, Finger oder Maus eine Ziffer zu zeichnen; Pfeile bewegen, Umschalt und Pfeil zeichnet",
  undo: "Zurück",
  clear: "Leeren",
  eraser: "Radierer",
  example: "Testziffer",
  trainingExample: "Trainingsziffer",
  previous: "Vorige Ziffer",
  next: "Nächste Ziffer",
  random: "Irgendeine",
  noise: "Rauschen",
  sees: "Was das Netz sieht",
  fit: "Einpassen und zentrieren wie MNIST",
  says: "Es sagt",
  nothingYet: "Zeichne eine Ziffer oder nimm eine aus den Testdaten.",
  right: "und das stimmt",
  wrong: "aber es ist {label}",
  shouldBe: "Es soll sein",
};
