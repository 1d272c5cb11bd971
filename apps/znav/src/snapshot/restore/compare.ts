import type { JsonValue } from '@engawa/core'
import { normalise } from '../layout/normalise.js'
import type { SessionContent } from '../model.js'
import { canonicalJson } from '../patch.js'
import type { RestoreDifference } from './report.js'

/**
 * Where two contents differ, once both are normalised. Empty: the one is the other, restored. Cells are compared where
 * both are shown in the same size.
 *
 * @param inexact positions of tabs whose panes may be off by what one percent is
 */
export function compareContents(
  wanted: SessionContent,
  found: SessionContent,
  inexact: ReadonlySet<number> = new Set(),
): RestoreDifference[] {
  const cells = sameDisplay(wanted, found)
  const all = differences(normalise(wanted, cells), normalise(found, cells), [])
  const { columns = 0, rows = 0 } = wanted.display ?? {}
  const tolerance = Math.ceil(Math.max(columns, rows) / 100)
  return all.filter(({ path, wanted: before, found: after }) => {
    const [position, about, , what] = path.split('.')
    // Where no floating pane had it yet, Zellij gives one the focus as soon as somebody attaches.
    if (about === 'floating_focus' && before === 'null') return false
    const off = Math.abs(Number(before) - Number(after))
    return what !== 'geometry' || !inexact.has(Number(position)) || off > tolerance
  })
}

export const sameDisplay = ({ display: a }: SessionContent, { display: b }: SessionContent): boolean =>
  a?.columns === b?.columns && a?.rows === b?.rows

function differences(
  wanted: JsonValue | undefined,
  found: JsonValue | undefined,
  path: readonly string[],
): RestoreDifference[] {
  if (isTree(wanted) && isTree(found)) {
    const names = new Set([...Object.keys(wanted), ...Object.keys(found)])
    return [...names].flatMap((name) => differences(entry(wanted, name), entry(found, name), [...path, name]))
  }
  if (wanted !== undefined && found !== undefined && canonicalJson(wanted) === canonicalJson(found)) return []
  return [{ path: path.join('.'), wanted: shown(wanted), found: shown(found) }]
}

type Tree = readonly JsonValue[] | Readonly<Record<string, JsonValue>>

const isTree = (value: JsonValue | undefined): value is Tree => typeof value === 'object' && value !== null

const entry = (tree: Tree, name: string): JsonValue | undefined =>
  Object.hasOwn(tree, name) ? (tree as Readonly<Record<string, JsonValue>>)[name] : undefined

function shown(value: JsonValue | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : canonicalJson(value)
}
