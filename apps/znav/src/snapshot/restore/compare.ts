import type { JsonValue } from '@engawa/core'
import { normalise } from '../layout/normalise.js'
import type { SessionContent } from '../model.js'
import { canonicalJson } from '../patch.js'
import type { RestoreDifference } from './report.js'

/**
 * Where two contents differ, once both are normalised. Empty: the one is the other, restored. Cells are compared where
 * both are shown in the same size.
 */
export function compareContents(wanted: SessionContent, found: SessionContent): RestoreDifference[] {
  const cells = sameDisplay(wanted, found)
  // Where no floating pane had it yet, Zellij gives one the focus as soon as somebody attaches.
  const isFocusGiven = ({ path, wanted: before }: RestoreDifference) =>
    path.endsWith('.floating_focus') && before === 'null'
  return differences(normalise(wanted, cells), normalise(found, cells), []).filter((each) => !isFocusGiven(each))
}

/** A pane that is off by what one percent of the terminal is, and no more. */
export function isRounding({ path, wanted, found }: RestoreDifference, { display }: SessionContent): boolean {
  const off = Math.abs(Number(wanted) - Number(found))
  return path.includes('.geometry.') && off <= Math.ceil(Math.max(display?.columns ?? 0, display?.rows ?? 0) / 100)
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
