/** The calculus view. */
export const english = {
  viewCalculus: "Calculus",
  aChain: "A chain of neurons",
  realNetwork: "The real network",
  chainLead:
    "One neuron per layer. Nudge one number and follow the nudge: from w to z, from z to a, from a to the cost. The chain rule multiplies the factors of all these links.",
  chainDepth: "Neurons in the chain",
  chainInput: "Input",
  chainWeight: "Weight of layer {layer}",
  chainBias: "Bias of layer {layer}",
  chainTarget: "Target",
  neuronOfChain: "the neuron of layer {layer}",
  nudgeThis: "Nudge: {name}",
  nudgeBy: "Nudge ∂w",
  ratioOf: "Change of the cost per unit of the nudge:",
  derivativeIs: "the derivative is",
  ratioWhy:
    "The cost is computed with and without the nudge. The smaller the nudge, the closer this ratio is to the derivative.",
  factors: "Factors of the derivative",
  factor: "Factor {number}",
  whyWeight:
    "How much the weight matters depends on how active the previous neuron is: neurons that fire together wire together.",
  whyBias: "The bias is simply added: z changes exactly as much as the bias.",
  whySlope:
    "How steep the activation function is at this z. If the neuron is almost off or almost fully on, a nudge barely gets through.",
  whyThrough: "The activation of the previous neuron is multiplied by the weight of layer {layer}.",
  whyCost:
    "How far the output is from its target: the further away, the more a nudge to the output changes the cost.",
  sameThreeWays: "The same derivative, computed in three ways",
  wayProduct: "Product of the factors",
  wayProductWhy:
    "The factors along each path to the cost are multiplied; where the paths branch, the products are added.",
  wayBackprop: "Backpropagation",
  wayBackpropWhy: "Computed for all weights at once, from the cost back to the input.",
  wayDifference: "Finite difference",
  wayDifferenceWhy:
    "The weight is moved slightly up and slightly down, and the cost is computed each time.",
  agreeTo: "They agree to {digits} digits.",
  atKink:
    "A ReLU switches on or off so close to this point that the finite difference does not give the derivative.",
  calculusLead:
    "Now the full network. A neuron affects the cost through every neuron of the next layer: where the chain has one product, the network has a sum over paths.",
  whichWeight: "Weight or bias",
  largestDerivative: "Largest derivative for this example",
  toLayer: "Layer",
  toNeuron: "To neuron",
  fromSource: "From",
  theBias: "the bias",
  parameterNumber: "Parameter",
  valueIs: "value",
  clickPixel: "Click a pixel to choose the weight that comes from it.",
  pathTree: "Paths to the cost, largest terms of each sum",
  treeOthers: "+ {count} others",
  pathContribution: "Contribution of this path to the derivative",
  pathContributionWhy:
    "The product of all factors along the path. The sum over all paths is the derivative.",
  averageOfMany: "Over {n} test examples",
  averageText: "Gradient descent follows the mean derivative over all examples. Over {n} examples:",
  meanIs: "mean",
  standardDeviation: "standard deviation",
  averageWhy: "The mean of the derivatives of the cost for each example.",
  standardDeviationWhy: "The standard deviation of the derivatives over the examples.",
  needsLabelForDerivative: "Choose the correct digit to compute the cost.",
  fromSlider: "You set this number with its slider.",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  viewCalculus: "Ableitungen",
  aChain: "Eine Kette von Neuronen",
  realNetwork: "Das echte Netz",
  chainLead:
    "Ein Neuron pro Schicht. Stups eine Zahl an und folge dem Stups: von w zu z, von z zu a, von a zu den Kosten. Die Kettenregel multipliziert die Faktoren all dieser Glieder.",
  chainDepth: "Neuronen in der Kette",
  chainInput: "Eingabe",
  chainWeight: "Gewicht der Schicht {layer}",
  chainBias: "Bias der Schicht {layer}",
  chainTarget: "Ziel",
  neuronOfChain: "das Neuron der Schicht {layer}",
  nudgeThis: "Anstupsen: {name}",
  nudgeBy: "Stups ∂w",
  ratioOf: "Änderung der Kosten pro Einheit des Stupses:",
  derivativeIs: "die Ableitung ist",
  ratioWhy:
    "Die Kosten werden mit und ohne Stups berechnet. Je kleiner der Stups, desto näher liegt dieses Verhältnis an der Ableitung.",
  factors: "Faktoren der Ableitung",
  factor: "Faktor {number}",
  whyWeight:
    "Wie viel das Gewicht ausmacht, hängt davon ab, wie aktiv das vorige Neuron ist: Neuronen, die gemeinsam feuern, verdrahten sich.",
  whyBias: "Der Bias wird einfach addiert: z ändert sich genauso stark wie er.",
  whySlope:
    "Wie steil die Aktivierungsfunktion bei diesem z ist. Ist das Neuron fast aus oder fast ganz an, kommt ein Stups kaum durch.",
  whyThrough:
    "Die Aktivierung des vorigen Neurons wird mit dem Gewicht der Schicht {layer} multipliziert.",
  whyCost:
    "Wie weit die Ausgabe von ihrem Ziel entfernt ist: je weiter, desto stärker ändert ein Stups an ihr die Kosten.",
  sameThreeWays: "Dieselbe Ableitung, auf drei Arten berechnet",
  wayProduct: "Produkt der Faktoren",
  wayProductWhy:
    "Die Faktoren entlang jedes Pfades zu den Kosten werden multipliziert; wo sich die Pfade verzweigen, werden die Produkte addiert.",
  wayBackprop: "Backpropagation",
  wayBackpropWhy: "Für alle Gewichte auf einmal berechnet, von den Kosten zurück zur Eingabe.",
  wayDifference: "Differenzenquotient",
  wayDifferenceWhy:
    "Das Gewicht wird ein wenig nach oben und nach unten verschoben, und jedes Mal werden die Kosten berechnet.",
  agreeTo: "Sie stimmen auf {digits} Stellen überein.",
  atKink:
    "Ein ReLU schaltet so nahe an dieser Stelle um, dass der Differenzenquotient nicht die Ableitung ergibt.",
  calculusLead:
    "Jetzt das ganze Netz. Ein Neuron wirkt über jedes Neuron der nächsten Schicht auf die Kosten: wo die Kette ein Produkt hat, hat das Netz eine Summe über Pfade.",
  whichWeight: "Gewicht oder Bias",
  largestDerivative: "Größte Ableitung für dieses Beispiel",
  toLayer: "Schicht",
  toNeuron: "Zu Neuron",
  fromSource: "Von",
  theBias: "der Bias",
  parameterNumber: "Parameter",
  valueIs: "Wert",
  clickPixel: "Klick ein Pixel an, um das Gewicht zu wählen, das von ihm kommt.",
  pathTree: "Pfade zu den Kosten, die größten Summanden jeder Summe",
  treeOthers: "+ {count} andere",
  pathContribution: "Beitrag dieses Pfades zur Ableitung",
  pathContributionWhy:
    "Das Produkt aller Faktoren entlang des Pfades. Die Summe über alle Pfade ist die Ableitung.",
  averageOfMany: "Über {n} Testbeispiele",
  averageText:
    "Der Gradientenabstieg folgt der mittleren Ableitung über alle Beispiele. Über {n} Beispiele:",
  meanIs: "Mittelwert",
  standardDeviation: "Standardabweichung",
  averageWhy: "Der Mittelwert der Ableitungen der Kosten für jedes Beispiel.",
  standardDeviationWhy: "Die Standardabweichung der Ableitungen über die Beispiele.",
  needsLabelForDerivative: "Wähle die richtige Ziffer, um die Kosten zu berechnen.",
  fromSlider: "Du hast diese Zahl mit ihrem Regler eingestellt.",
};
