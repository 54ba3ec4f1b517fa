/** Search in sorted numbers. */

/** The last of the growing counts that is not above n; the first when all are. */
export function lastIndexAtMost(counts: number[], n: number): number {
  const after = counts.findIndex((count) => count > n);
  return after < 0 ? counts.length - 1 : Math.max(after - 1, 0);
}
