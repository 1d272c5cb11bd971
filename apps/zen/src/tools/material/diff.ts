import type { RedactionFinding } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import { numberLines } from '../../input/sources/number-lines.js'
import { pathOf } from './diff-path.js'
import { numberHunks } from './number-hunks.js'
import type { Piece } from './piece.js'

export interface ReadDiff {
  readonly pieces: readonly Piece[]
  /** Paths of changed binaries. */
  readonly binaries: readonly string[]
  /** Secrets that were taken out before lines were numbered. */
  readonly findings: readonly RedactionFinding[]
  /** What stands before and between the changes, such as the messages of commits. */
  readonly around: string
}

/**
 * Where a file's part begins. git ends lines at line feeds alone: what other characters seem to begin a line is still
 * the text of a file, whose author must not be able to end its part.
 */
const parts = /(?<![^\n])(?=diff --git )/

/** Whether a text holds what `git diff` says. */
export const isDiff = (text: string): boolean => parts.test(text)

/**
 * Cut git's unified diff into what changed in each file, the number of each new line before it: a model that has to
 * count from the head of a hunk counts wrong.
 */
export function readDiff(diff: string, filter: Pick<SecretFilter, 'explain'>): ReadDiff {
  const pieces: Piece[] = []
  const binaries: string[] = []
  const findings: RedactionFinding[] = []
  const around: string[] = []
  for (const part of diff.split(parts)) {
    if (!part.startsWith('diff --git ')) {
      around.push(part)
      continue
    }
    const raw = part.replace(/\n$/, '').split('\n').map(withoutReturn)
    const end = raw.findIndex((line) => line === '' || line.startsWith('@@ '))
    const head = end === -1 ? raw : raw.slice(0, end)
    const name = pathOf(head)
    if (head.some((line) => line.startsWith('Binary files ') || line.startsWith('GIT binary patch'))) {
      binaries.push(name)
      continue
    }
    const safe = withoutSecrets(name, part, filter)
    const { text, shown, rest } = numberHunks(raw.slice(head.length), safe.lines.slice(head.length))
    const said = safe.lines
      .slice(0, head.length)
      .filter((line) => /^(new|deleted file|old|rename|similarity) /.test(line))
    findings.push(...safe.findings)
    pieces.push({ name, kind: 'diff', text: [...said, ...text].join('\n'), hasLine: (line) => shown.has(line) })
    around.push(...rest)
  }
  return { pieces, binaries, findings, around: around.join('\n') }
}

const withoutReturn = (line: string): string => line.replace(/\r$/, '')

/** Secrets go before lines are numbered, and leave as many lines as there were. */
function withoutSecrets(name: string, part: string, filter: Pick<SecretFilter, 'explain'>) {
  const { lines, findings } = numberLines(part, `diff[${JSON.stringify(name)}]`, filter)
  return { lines: lines.map((line) => line.slice(line.indexOf('| ') + 2)), findings }
}
