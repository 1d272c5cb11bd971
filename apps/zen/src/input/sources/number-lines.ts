import type { RedactionFinding } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'

export interface NumberedText {
  /** Each with its number before it: `12| const a = 1`. */
  readonly lines: readonly string[]
  readonly findings: readonly RedactionFinding[]
}

/**
 * A text with the numbers of its lines, secrets taken out.
 *
 * They go first: a number at the start of each line would hide a secret that goes over several, such as a name and its
 * value, from the filter that sees the whole request. What is left of such a secret's lines is empty, so that
 * the numbers stay those of the file.
 *
 * @param path where findings are said to be: `files["src/a.ts"]`
 */
export function numberLines(text: string, path: string, filter: Pick<SecretFilter, 'explain'>): NumberedText {
  const starts = lineStarts(text)
  const findings: RedactionFinding[] = []
  let safe = ''
  let from = 0
  for (const { rule, line, column, length, sentinel } of filter.explain(text)) {
    const start = (starts[line - 1] ?? 0) + column - 1
    const secret = text.slice(start, start + length)
    safe += text.slice(from, start) + sentinel + '\n'.repeat(secret.split('\n').length - 1)
    from = start + length
    findings.push({ rule, path, sentinel })
  }
  const lines = (safe + text.slice(from)).replace(/\r?\n$/, '').split(/\r?\n/)
  return { lines: lines.map((line, at) => `${at + 1}| ${line}`), findings }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1)
  return starts
}
