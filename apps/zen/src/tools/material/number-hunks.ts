export interface NumberedHunks {
  readonly text: readonly string[]
  /** The new lines that are in it. */
  readonly shown: ReadonlySet<number>
  /** What stands behind the hunks, as their heads count them. */
  readonly rest: readonly string[]
}

/**
 * The hunks of one file, each new line with its number before it.
 *
 * @param raw lines as git wrote them: what they are is read from them, as a secret that went over several has left
 *   nothing of their first character
 * @param safe the same lines, secrets taken out: what is shown
 */
export function numberHunks(raw: readonly string[], safe: readonly string[]): NumberedHunks {
  const text: string[] = []
  const shown = new Set<number>()
  const rest: string[] = []
  let line = 0
  let left = { before: 0, after: 0 }
  for (const [at, written] of raw.entries()) {
    const said = safe[at] ?? ''
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(written)
    if (hunk !== null) {
      const [, before = '1', first, after = '1'] = hunk
      line = Number(first)
      left = { before: Number(before), after: Number(after) }
      text.push(said)
    } else if (written.startsWith('\\') && text.length > 0) text.push(`| ${said}`)
    else if (left.before <= 0 && left.after <= 0) rest.push(said)
    else if (written.startsWith('-')) {
      left.before -= 1
      text.push(`| ${said}`)
    } else {
      if (!written.startsWith('+')) left.before -= 1
      left.after -= 1
      shown.add(line)
      text.push(`${line++}| ${said}`)
    }
  }
  return { text, shown, rest }
}
