/** The cost view. */
export const english = {
  cost: "Cost",
  outputOf: "Output",
  saysOutput: "says",
  should: "should be",
  adds: "adds",
  costOf: "The cost of this example",
  costAll: "The cost over {n} test examples",
  perClass: "Each class",
  spread: "How many cost how much",
  worst: "The worst",
  best: "The best",
  tellLabel: "Say what it should be: then its cost is known.",
  costFormula: "the sum of all terms",
  upTo: "up to {edge}",
  classShare: "{name}: its mean, by its share of {n}",
  classMean: "The mean cost of class {name}",
  classMeanWhy:
    "The cost of each of the {n} examples that are {name}, added up and divided by {n}.",
  spreadWhy: "So many examples cost from {from} up to {to}.",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  cost: "Kosten",
  outputOf: "Ausgabe",
  saysOutput: "sagt",
  should: "soll",
  adds: "trägt bei",
  costOf: "Die Kosten dieses Beispiels",
  costAll: "Die Kosten über {n} Testbeispiele",
  perClass: "Jede Klasse",
  spread: "Wie viele kosten wie viel",
  worst: "Die schlechtesten",
  best: "Die besten",
  tellLabel: "Sag, was es sein soll: dann sind seine Kosten bekannt.",
  costFormula: "die Summe aller Summanden",
  upTo: "bis {edge}",
  classShare: "{name}: ihr Mittel, nach ihrem Anteil von {n}",
  classMean: "Die mittleren Kosten der Klasse {name}",
  classMeanWhy:
    "Die Kosten jedes der {n} Beispiele, die {name} zeigen, zusammengezählt und durch {n} geteilt.",
  spreadWhy: "So viele Beispiele kosten von {from} bis {to}.",
};
