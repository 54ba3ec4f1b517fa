/** Records of `explain neuron`. */

export interface NeuronRecord {
  layer: number;
  neuron: number;
  activation: string;
  weights: number[];
  inputs: number[];
  terms: number[];
  bias: number;
  z: number;
  a: number;
  largest: number[];
}
