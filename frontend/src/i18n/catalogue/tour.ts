/** The tour. */
export const english = {
  theTour: "Tour",
  startTour: "Take the tour",
  endTour: "End the tour",
  tourDone: "Done.",
  goOn: "Go on",
  skip: "Skip",
  tourDraw: "Draw a digit in the square, and watch all of the network answer.",
  tourNeuron:
    "Click a neuron of the first hidden layer: the left one of the two. Its weights, its sum and its curve open.",
  tourBias:
    "Now drag its bias, or one of its weights: everything behind it follows. Reset takes it back.",
  tourNumber:
    "Every underlined number can be asked where it comes from. Click one, and follow it down.",
  tourPlay:
    "A network that knows nothing yet. Press Play and watch it learn: the weights, the cost, ten digits.",
  tourBack: "Pause it, and drag the time bar below the network: everything goes back to that step.",
  tourWorst:
    "The cost says how wrong it is. Click one of the worst digits, and see what each output adds.",
  tourBall:
    "Learning is rolling downhill. Drag the ball to another place on the curve: where does it end?",
  tourGradient:
    "Now in 13,002 dimensions: open the part “All dimensions”, and read the gradient in words.",
  tourWalk:
    "Where does the gradient come from? Walk through one example with → until the wishes are added up.",
  tourNudge:
    "The calculus is a chain of nudges. Drag the nudge, and see it go through to the cost.",
  tourConfusion:
    "Open the part “Confusion” and click a cell off the diagonal: these digits it mistakes.",
  tourEnd: "That was all of it. Here is where to read on; every view stays open to be played with.",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  theTour: "Rundgang",
  startTour: "Den Rundgang machen",
  endTour: "Den Rundgang beenden",
  tourDone: "Getan.",
  goOn: "Weiter",
  skip: "Überspringen",
  tourDraw: "Zeichne eine Ziffer in das Feld und sieh, wie das ganze Netz antwortet.",
  tourNeuron:
    "Klick ein Neuron der ersten verborgenen Schicht an, der linken der beiden. Seine Gewichte, seine Summe und seine Kurve öffnen sich.",
  tourBias:
    "Zieh nun seinen Bias oder eines seiner Gewichte: alles dahinter folgt. Zurücksetzen nimmt es zurück.",
  tourNumber:
    "Jede unterstrichene Zahl lässt sich fragen, woher sie kommt. Klick eine an und folge ihr hinab.",
  tourPlay:
    "Ein Netz, das noch nichts weiß. Drück auf Los und sieh ihm beim Lernen zu: den Gewichten, den Kosten, zehn Ziffern.",
  tourBack:
    "Halt es an und zieh die Zeitleiste unter dem Netz: alles geht zu diesem Schritt zurück.",
  tourWorst:
    "Die Kosten sagen, wie falsch es liegt. Klick eine der schlechtesten Ziffern an und sieh, was jede Ausgabe beiträgt.",
  tourBall: "Lernen ist Bergabrollen. Zieh die Kugel an einen anderen Ort der Kurve: wo endet sie?",
  tourGradient:
    "Nun in 13.002 Dimensionen: öffne den Teil „Alle Dimensionen“ und lies den Gradienten in Worten.",
  tourWalk:
    "Woher kommt der Gradient? Geh mit → durch ein Beispiel, bis die Wünsche zusammengezählt werden.",
  tourNudge:
    "Die Ableitung ist eine Kette von Stupsern. Zieh den Stups und sieh ihn bis zu den Kosten gehen.",
  tourConfusion:
    "Öffne den Teil „Verwechslung“ und klick ein Feld neben der Diagonale an: diese Ziffern verwechselt es.",
  tourEnd: "Das war alles. Hier steht, wo es weitergeht; jede Ansicht bleibt zum Spielen offen.",
};
