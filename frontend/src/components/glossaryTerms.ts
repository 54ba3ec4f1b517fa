/** The terms of the glossary dialog, in the order of the network, with the symbols of the lecture. */
import type { TextKey } from "../i18n/translate";

export interface GlossaryTerm {
  term: TextKey;
  symbol: string;
  meaning: TextKey;
}

export const GLOSSARY_TERMS: readonly GlossaryTerm[] = [
  { term: "termWeight", symbol: "w", meaning: "meaningWeight" },
  { term: "termBias", symbol: "b", meaning: "meaningBias" },
  { term: "termWeightedSum", symbol: "z", meaning: "meaningWeightedSum" },
  { term: "termActivation", symbol: "a", meaning: "meaningActivation" },
  { term: "termActivationFunction", symbol: "σ", meaning: "meaningActivationFunction" },
  { term: "termOutput", symbol: "a⁽ᴸ⁾", meaning: "meaningOutput" },
  { term: "termTarget", symbol: "y", meaning: "meaningTarget" },
  { term: "termExampleCost", symbol: "C₀", meaning: "meaningExampleCost" },
  { term: "termCost", symbol: "C", meaning: "meaningCost" },
  { term: "termError", symbol: "δ", meaning: "meaningError" },
  { term: "termGradient", symbol: "∇C", meaning: "meaningGradient" },
  { term: "termLearningRate", symbol: "η", meaning: "meaningLearningRate" },
  { term: "termL2", symbol: "λ", meaning: "meaningL2" },
  { term: "termMiniBatch", symbol: "", meaning: "meaningMiniBatch" },
  { term: "termEpoch", symbol: "", meaning: "meaningEpoch" },
  { term: "termNudge", symbol: "−∂C₀/∂w", meaning: "meaningNudge" },
  { term: "termWish", symbol: "−∂C₀/∂a", meaning: "meaningWish" },
  { term: "termAvenue", symbol: "", meaning: "meaningAvenue" },
];
