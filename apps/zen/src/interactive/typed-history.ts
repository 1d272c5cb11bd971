import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a person typed, newest first, as a terminal's arrow keys bring it back. */
export interface TypedHistory {
  readonly entries: readonly string[]
  add(text: string): void
}

const most = 1_000

/**
 * Kept over sessions in a file of its owner's alone, an entry on each line.
 *
 * @param path undefined: kept as long as the session lasts
 */
export function typedHistory(path: string | undefined): TypedHistory {
  let entries = path === undefined ? [] : readEntries(path)
  return {
    get entries() {
      return entries
    },
    add(text) {
      if (text.trim() === '' || entries[0] === text) return
      entries = [text, ...entries.filter((entry) => entry !== text)].slice(0, most)
      if (path !== undefined) append(path, text)
    },
  }
}

function readEntries(path: string): string[] {
  const newestFirst = linesOf(path).reverse().flatMap(parsed)
  const entries = [...new Set(newestFirst)].slice(0, most)
  // Rewritten when it has grown to twice of what is kept.
  if (newestFirst.length > most * 2) {
    const lines = [...entries].reverse().map((entry) => `${JSON.stringify(entry)}\n`)
    quietly(() => writeFileSync(path, lines.join(''), { mode: 0o600 }))
  }
  return entries
}

function append(path: string, text: string): void {
  quietly(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    appendFileSync(path, `${JSON.stringify(text)}\n`, { mode: 0o600 })
  })
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** A line that was cut off is passed over: it is a convenience, not a record. */
function parsed(line: string): readonly string[] {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'string' ? [entry] : []
  } catch {
    return []
  }
}

/** What was typed must not fail because it can't be brought back later. */
function quietly(work: () => void): void {
  try {
    work()
  } catch {
    return
  }
}
