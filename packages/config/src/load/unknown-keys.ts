import { nearest } from '@engawa/core'
import { parseKeyPath } from '../key-path.js'
import type { ConfigWarning } from '../layered-config.js'
import { isTable, type SettingsTree, withoutValue } from '../settings-tree.js'
import { type Layer, warning } from './layer.js'
import type { SchemaOutline } from './schema-outline.js'

/** Keys that the schema doesn't know, with the nearest that it does. */
export function unknownKeys(layer: Layer, outline: SchemaOutline): readonly ConfigWarning[] {
  const warnings: ConfigWarning[] = []
  const visit = (tree: SettingsTree, above: readonly string[]) => {
    const known = outline.keysAt(above)
    for (const [key, value] of Object.entries(tree)) {
      const keys = [...above, key]
      if (known === 'any' || known.has(key)) {
        if (isTable(value)) visit(value, keys)
      } else warnings.push(warning(layer.originOf(keys), keys, unknownKeyMessage(key, known)))
    }
  }
  visit(layer.tree, [])
  return warnings
}

export function unknownKeyMessage(key: string, known: Iterable<string>): string {
  const near = nearest(key, known)
  return `unknown key "${key}"${near === undefined ? '' : `, did you mean "${near}"?`}`
}

/** What the schema knows of a layer. A strict schema would stop the program for the rest, of which a person is warned. */
export const withoutUnknown = (layer: Layer, shape: SchemaOutline): SettingsTree =>
  unknownKeys(layer, shape).reduce((tree, { path }) => withoutValue(tree, parseKeyPath(path)), layer.tree)
