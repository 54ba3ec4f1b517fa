/** The numbers farthest from 0; null stands for infinity. */

/** Their indices, the strongest first. */
export function strongestIndices(values: ArrayLike<number | null>, count: number): number[] {
  return Array.from(values, (value, i) => [Math.abs(value ?? Number.POSITIVE_INFINITY), i] as const)
    .sort(([one, i], [other, j]) => other - one || i - j)
    .slice(0, count)
    .map(([, i]) => i);
}

/** Their indices in rising order. */
export function strongestInIndexOrder(values: ArrayLike<number | null>, count: number): number[] {
  return strongestIndices(values, count).sort((one, other) => one - other);
}
