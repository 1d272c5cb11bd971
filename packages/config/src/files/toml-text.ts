import { isDeepStrictEqual } from 'node:util'
import { isTable, type SettingsTree } from '../settings-tree.js'
import type { SettingChange } from './setting-change.js'

/**
 * Change one line of a TOML file. The result is read back: where it doesn't say exactly what it should (a list over
 * several lines, a dotted key, an inline table), the whole file is written anew and its comments are lost.
 */
export async function editToml(text: string, change: SettingChange): Promise<string> {
  const { parse, stringify } = await import('smol-toml')
  const edited = editLine(text, change, (tree) => stringify(tree).trim())
  if (edited !== undefined) {
    try {
      if (isDeepStrictEqual(plain(parse(edited)), plain(change.tree))) return edited
    } catch {
      // Not TOML any more: fall through to writing it anew.
    }
  }
  const anew = stringify(change.tree)
  return anew === '' || anew.endsWith('\n') ? anew : `${anew}\n`
}

function editLine(
  text: string,
  { keys, value }: SettingChange,
  write: (tree: SettingsTree) => string,
): string | undefined {
  const key = keys.at(-1)
  if (key === undefined || isTable(value) || text.trim() === '') return undefined
  const table = keys.slice(0, -1)
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\n$/, '')
    .split('\n')
  const written = value === undefined ? [] : [write({ [key]: value })]
  const section = sectionOf(lines, table)
  if (section === undefined)
    return value === undefined
      ? undefined
      : `${[...lines, '', `[${table.map(bare).join('.')}]`, ...written].join('\n')}\n`
  const [start, end] = section
  const at = lines.findIndex((line, index) => index >= start && index < end && keyOfLine(line) === key)
  if (at >= 0) lines.splice(at, 1, ...written.map((line) => line + trailingComment(lines[at] ?? '')))
  else lines.splice(lastUsed(lines, start, end), 0, ...written)
  return `${lines.join('\n')}\n`
}

/** First and last line (exclusive) of a table's own settings; those before any header belong to the root. */
function sectionOf(lines: readonly string[], table: readonly string[]): readonly [number, number] | undefined {
  const wanted = table.join('.')
  const isHeader = (line: string) => /^\s*\[/.test(line)
  const start = wanted === '' ? 0 : lines.findIndex((line) => headerName(line) === wanted) + 1
  if (start === 0 && wanted !== '') return undefined
  const next = lines.findIndex((line, index) => index >= start && isHeader(line))
  return [start, next < 0 ? lines.length : next]
}

function lastUsed(lines: readonly string[], start: number, end: number): number {
  let at = end
  while (at > start && (lines[at - 1] ?? '').trim() === '') at -= 1
  return at
}

const headerName = (line: string) => /^\s*\[\s*([^[\]]+?)\s*\]\s*(#.*)?$/.exec(line)?.[1]?.replace(/["'\s]/g, '')
const keyOfLine = (line: string) => /^\s*["']?([^"'#=]+?)["']?\s*=/.exec(line)?.[1]
const trailingComment = (line: string) => /(\s+#[^"']*)$/.exec(line)?.[1] ?? ''
const bare = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key))
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
