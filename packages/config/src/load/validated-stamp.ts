import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { isEngawaError, type JsonValue } from '@engawa/core'
import { writeFileAtomic } from '@engawa/durable-fs'
import { parseKeyPath } from '../key-path.js'
import { merge, type SettingsTree, valueAt, withValue } from '../settings-tree.js'
import { fingerprint } from './fingerprint.js'
import { type GivenLayer, type Layer, namedLayer } from './layer.js'

/**
 * A note that these very settings were valid for this very schema, so that the next start needs no schema. It holds a
 * hash and nothing else. One changed byte anywhere makes it worthless.
 */
export interface ValidatedStamp {
  /** Layers as they would be without the schema. */
  readonly layers: readonly Layer[]
  /** Whether the note speaks of these settings. */
  isKnown(): boolean
  /** Note it, when the schema has changed nothing and had nothing to say. A note that can't be written is left out. */
  write(values: unknown): void
}

export interface StampOptions {
  readonly file: string
  /** Version of the schema. */
  readonly schema: string
  readonly defaults: SettingsTree
  readonly files: readonly Layer[]
  readonly given: readonly GivenLayer[]
}

/** Nothing where the type of a variable or flag can't be told from its default alone. */
export function validatedStamp({ file, schema, defaults, files, given }: StampOptions): ValidatedStamp | undefined {
  const layers = [...files]
  for (const layer of given) {
    const plain = plainLayer(layer, defaults)
    if (plain === undefined) return undefined
    layers.push(plain)
  }
  const stamp = fingerprint(JSON.stringify([schema, defaults, layers.map(({ name, tree }) => [name, tree])]))
  return {
    layers,
    isKnown: () => readStamp(file) === stamp,
    write(values) {
      const merged = layers.reduce((tree, layer) => merge(tree, layer.tree), defaults)
      if (!isDeepStrictEqual(values, merged)) return
      try {
        writeFileAtomic(file, stamp)
      } catch (error) {
        if (!isEngawaError(error)) throw error
      }
    },
  }
}

function plainLayer({ name, settings }: GivenLayer, defaults: SettingsTree): Layer | undefined {
  let tree: SettingsTree = {}
  for (const { path, value } of settings) {
    const keys = parseKeyPath(path)
    const plain = typeof value === 'string' ? likeDefault(value, valueAt(defaults, keys)) : value
    if (plain === undefined) return undefined
    tree = withValue(tree, keys, plain)
  }
  return namedLayer(name, tree, new Map(settings.map(({ path, origin }) => [path, origin])))
}

function likeDefault(text: string, usual: JsonValue | undefined): JsonValue | undefined {
  if (typeof usual === 'string') return text
  if (typeof usual === 'number' && /^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (typeof usual === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return undefined
}

function readStamp(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
