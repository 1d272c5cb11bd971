/**
 * The known word that someone most likely meant, or nothing when none is close.
 * A slip is one letter too many, too few, wrong, or two swapped; a third of the letters may be slips.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // A word longer than any name is no slip of the finger, and would cost quadratic time.
  if (word.length > 100) return undefined
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const name of known) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase())
    const allowed = Math.max(1, Math.floor(Math.max(word.length, name.length) / 3))
    if (distance <= allowed && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { name, distance }
  }
  return best?.name
}

/** Slips between two words: Damerau-Levenshtein distance (optimal string alignment), in UTF-16 code units. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1)
      current.push(distance)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
