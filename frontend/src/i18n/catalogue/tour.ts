/** The tour. */
export const english = {
  theTour: "Tour",
  startTour: "Take the tour",
  endTour: "End the tour",
  tourDone: "Done.",
  tourNext: "Next",
  skip: "Skip",
  tourDraw: "Draw a digit, and watch the whole network respond.",
  tourNeuron:
    "Click a neuron of the first hidden layer, the left one of the two. You see its weights, its weighted sum and its curve.",
  tourBias:
    "Now drag its bias or one of its weights: everything after it follows. “Reset” restores it.",
  tourNumber: "Every underlined number can show where it comes from. Click one and trace it back.",
  tourPlay:
    "This network knows nothing yet. Press “Play” and watch it learn: the weights, the cost, ten digits.",
  tourBack:
    "Pause it, and drag the time bar below the network: the whole view returns to that step.",
  tourWorst:
    "The cost measures how wrong the network is. Click one of the worst digits and see what each output contributes.",
  tourBall:
    "Learning is rolling downhill. Drag the ball to another place on the curve: where does it end up?",
  tourGradient: "Now in 13,002 dimensions: open “All dimensions” and read the gradient in words.",
  tourWalk:
    "Where does the gradient come from? Walk through one example with → until the wishes are added up.",
  tourNudge: "The calculus is a chain of nudges. Drag the nudge and follow it to the cost.",
  tourConfusion:
    "Open “Confusion matrix” and click a cell off the diagonal: these are the digits the network confuses.",
  tourEnd:
    "That was the whole tour. This page shows what to read next; every view remains open to explore.",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  theTour: "Rundgang",
  startTour: "Rundgang starten",
  endTour: "Rundgang beenden",
  tourDone: "Erledigt.",
  tourNext: "Weiter",
  skip: "Überspringen",
  tourDraw: "Zeichne eine Ziffer und sieh, wie das ganze Netz reagiert.",
  tourNeuron:
    "Klick ein Neuron der ersten verborgenen Schicht an, der linken der beiden. Du siehst seine Gewichte, seine gewichtete Summe und seine Kurve.",
  tourBias:
    "Zieh nun seinen Bias oder eines seiner Gewichte: alles dahinter folgt. „Zurücksetzen“ stellt sie wieder her.",
  tourNumber:
    "Jede unterstrichene Zahl zeigt auf Klick, woher sie kommt. Klick eine an und verfolge sie zurück.",
  tourPlay:
    "Dieses Netz weiß noch nichts. Drück auf „Start“ und sieh ihm beim Lernen zu: den Gewichten, den Kosten, zehn Ziffern.",
  tourBack:
    "Halt es an und zieh die Zeitleiste unter dem Netz: die ganze Ansicht kehrt zu diesem Schritt zurück.",
  tourWorst:
    "Die Kosten messen, wie falsch das Netz liegt. Klick eine der schlechtesten Ziffern an und sieh, was jede Ausgabe beiträgt.",
  tourBall:
    "Lernen heißt bergab rollen. Zieh die Kugel an eine andere Stelle der Kurve: wo endet sie?",
  tourGradient:
    "Nun in 13.002 Dimensionen: öffne „Alle Dimensionen“ und lies den Gradienten in Worten.",
  tourWalk:
    "Woher kommt der Gradient? Geh mit → durch ein Beispiel, bis die Wünsche addiert werden.",
  tourNudge:
    "Die Ableitung ist eine Kette von Stupsern. Zieh am Stups und folge ihm bis zu den Kosten.",
  tourConfusion:
    "Öffne „Konfusionsmatrix“ und klick ein Feld abseits der Diagonale an: diese Ziffern verwechselt das Netz.",
  tourEnd:
    "Das war der ganze Rundgang. Hier steht, was du als Nächstes lesen kannst; alle Ansichten stehen dir offen.",
};
