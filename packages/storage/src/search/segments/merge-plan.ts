/** A segment is joined with others up to this many texts: what is written at once stays small enough to hold in memory. */
export const largestSegment = 200_000
const together = 8

/**
 * Which segments to join next: so many of about the same size, so that each text is written anew a few times only.
 *
 * @param counts texts in each segment
 * @returns their indexes; undefined when there is nothing to join
 */
export function planMerge(counts: readonly number[]): readonly number[] | undefined {
  const tiers = new Map<number, number[]>()
  for (const [index, count] of counts.entries()) {
    const tier = Math.floor(Math.log(Math.max(count, 1)) / Math.log(together))
    tiers.set(tier, [...(tiers.get(tier) ?? []), index])
  }
  for (const [, indexes] of [...tiers].sort(([a], [z]) => a - z)) {
    const some = indexes.slice(0, together)
    const total = some.reduce((sum, index) => sum + (counts[index] ?? 0), 0)
    if (some.length === together && total <= largestSegment) return some
  }
  return undefined
}
