import type { JsonValue } from '@engawa/core'

/** Settings as they stand in a file: tables within tables. Lists are values, not tables. */
export type SettingsTree = { [key: string]: JsonValue }

export const isTable = (value: unknown): value is SettingsTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function valueAt(tree: unknown, keys: readonly (string | number)[]): JsonValue | undefined {
  let value = tree as JsonValue | undefined
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as SettingsTree)[key]
  }
  return value
}

export const hasPath = (tree: unknown, keys: readonly (string | number)[]): boolean => valueAt(tree, keys) !== undefined

/** A copy of the tree with one value set; tables on the way are made. */
export function withValue(tree: SettingsTree, [key, ...below]: readonly string[], value: JsonValue): SettingsTree {
  if (key === undefined) return tree
  const inner = Object.hasOwn(tree, key) ? tree[key] : undefined
  return { ...tree, [key]: below.length === 0 ? value : withValue(isTable(inner) ? inner : {}, below, value) }
}

/** A copy of the tree without one key. Tables that become empty go too. */
export function withoutValue(tree: SettingsTree, [key, ...below]: readonly string[]): SettingsTree {
  if (key === undefined || !Object.hasOwn(tree, key)) return tree
  const { [key]: inner, ...others } = tree
  if (below.length === 0 || !isTable(inner)) return others
  const rest = withoutValue(inner, below)
  return Object.keys(rest).length === 0 ? others : { ...others, [key]: rest }
}

/** `above` laid over `below`: tables are merged, everything else replaces. */
export function merge(below: SettingsTree, above: SettingsTree): SettingsTree {
  const merged = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const under = Object.hasOwn(merged, key) ? merged[key] : undefined
    merged[key] = isTable(value) && isTable(under) ? merge(under, value) : value
  }
  return merged
}

/** Every value by its keys. An empty table is a value of its own. */
export function* leaves(
  tree: SettingsTree,
  above: readonly string[] = [],
): Generator<readonly [readonly string[], JsonValue]> {
  for (const [key, value] of Object.entries(tree)) {
    const keys = [...above, key]
    if (isTable(value) && Object.keys(value).length > 0) yield* leaves(value, keys)
    else if (value !== undefined) yield [keys, value]
  }
}
