/** The file that the head of a diff speaks of: its new name, or the old one of what was deleted. */
export function pathOf(head: readonly string[]): string {
  const after = named(head, '+++ ')
  const before = named(head, '--- ')
  if (after !== undefined && after !== '/dev/null') return after.replace(/^b\//, '')
  if (before !== undefined && before !== '/dev/null') return before.replace(/^a\//, '')
  const [, both = ''] = /^diff --git (?:"?a\/.*) ("?b\/.*)$/s.exec(head[0] ?? '') ?? []
  return named(head, 'rename to ') ?? unquoted(both).replace(/^b\//, '')
}

function named(head: readonly string[], word: string): string | undefined {
  const line = head.find((candidate) => candidate.startsWith(word))
  return line === undefined ? undefined : unquoted(line.slice(word.length).replace(/\t$/, ''))
}

/** git puts names with line breaks, tabs and quotes between quotes, as C does. */
function unquoted(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name
  const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' }
  return name.slice(1, -1).replaceAll(/\\([ntr"\\])/g, (whole, letter: string) => known[letter] ?? whole)
}
