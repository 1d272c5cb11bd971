import type { RedactionFinding } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import { numberLines } from '../../input/sources/number-lines.js'
import type { Piece } from './piece.js'

export interface ReadDiff {
  readonly pieces: readonly Piece[]
  /** Paths of changed binaries. */
  readonly binaries: readonly string[]
  /** Secrets that were taken out before lines were numbered. */
  readonly findings: readonly RedactionFinding[]
}

/**
 * Cut git's unified diff into what changed in each file, the number of each new line before it: a model that has to
 * count from the head of a hunk counts wrong.
 */
export function readDiff(diff: string, filter: Pick<SecretFilter, 'explain'>): ReadDiff {
  const pieces: Piece[] = []
  const binaries: string[] = []
  const findings: RedactionFinding[] = []
  for (const part of diff.split(/^(?=diff --git )/m)) {
    if (!part.startsWith('diff --git ')) continue
    const name = pathOf(part)
    if (/^(Binary files |GIT binary patch)/m.test(part)) binaries.push(name)
    else {
      const safe = withoutSecrets(name, part, filter)
      findings.push(...safe.findings)
      pieces.push(diffPiece(name, safe.text))
    }
  }
  return { pieces, binaries, findings }
}

/** Secrets go before lines are numbered, and leave as many lines as there were. */
function withoutSecrets(name: string, part: string, filter: Pick<SecretFilter, 'explain'>) {
  const { lines, findings } = numberLines(part, `diff[${JSON.stringify(name)}]`, filter)
  return { text: lines.map((line) => line.slice(line.indexOf('| ') + 2)).join('\n'), findings }
}

function diffPiece(name: string, part: string): Piece {
  const shown = new Set<number>()
  const [head = '', ...hunks] = part.split(/^(?=@@ )/m)
  const said = head.split('\n').filter((line) => /^(new file|deleted file|rename |similarity )/.test(line))
  const text = [...said, ...hunks.flatMap((hunk) => numberedHunk(hunk, shown))].join('\n')
  return { name, kind: 'diff', text, hasLine: (line) => shown.has(line) }
}

function numberedHunk(hunk: string, shown: Set<number>): readonly string[] {
  const [head = '', ...lines] = hunk.replace(/\n$/, '').split('\n')
  const [, first = '1'] = /^@@ -\S+ \+(\d+)/.exec(head) ?? []
  let line = Number(first)
  return [
    head,
    ...lines.map((text) => {
      if (text.startsWith('-') || text.startsWith('\\')) return `| ${text}`
      shown.add(line)
      return `${line++}| ${text}`
    }),
  ]
}

/** The new name, or the old one of what was deleted. */
function pathOf(part: string): string {
  const head = part.split(/^@@ /m, 1)[0] ?? part
  const named = (pattern: RegExp) => {
    const [, found] = pattern.exec(head) ?? []
    return found === undefined ? undefined : unquoted(found.replace(/\t$/, ''))
  }
  const after = named(/^\+\+\+ (.+)$/m)
  const before = named(/^--- (.+)$/m)
  const renamed = named(/^rename to (.+)$/m)
  if (after !== undefined && after !== '/dev/null') return after.replace(/^b\//, '')
  if (before !== undefined && before !== '/dev/null') return before.replace(/^a\//, '')
  return renamed ?? unquoted(/^diff --git (?:"?a\/.*) ("?b\/.*)$/m.exec(head)?.[1] ?? '').replace(/^b\//, '')
}

/** git puts names with line breaks, tabs and quotes between quotes, as C does. */
function unquoted(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name
  const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' }
  return name.slice(1, -1).replaceAll(/\\([ntr"\\])/g, (whole, letter: string) => known[letter] ?? whole)
}
