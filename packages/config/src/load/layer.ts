import type { JsonValue } from '@engawa/core'
import { formatKeyPath } from '../key-path.js'
import type { ConfigWarning, LayerName } from '../layered-config.js'
import type { SettingsTree } from '../settings-tree.js'

/** Settings from one place. */
export interface Layer {
  readonly name: LayerName
  readonly tree: SettingsTree
  /** Where a setting of this layer came from: the file, the variable, the flag. */
  originOf(keys: readonly string[]): string
}

/** One variable or flag that is set, its value not yet of the setting's type. */
export interface GivenSetting {
  readonly origin: string
  readonly path: string
  readonly value: JsonValue
}

export interface GivenLayer {
  readonly name: 'environment' | 'flag'
  readonly settings: readonly GivenSetting[]
}

/** Something wrong with one setting. Problems are collected, so that a person sees all at once. */
export interface Problem {
  readonly origin: string
  readonly path: string
  /** `expected a number, found "abc"` */
  readonly message: string
}

export const fileLayer = (name: 'user' | 'project', origin: string, tree: SettingsTree): Layer => ({
  name,
  tree,
  originOf: () => origin,
})

/** A layer of single settings, each with an origin of its own. */
export function namedLayer(
  name: 'environment' | 'flag',
  tree: SettingsTree,
  origins: ReadonlyMap<string, string>,
): Layer {
  return {
    name,
    tree,
    originOf: (keys) => {
      for (let length = keys.length; length > 0; length--) {
        const origin = origins.get(formatKeyPath(keys.slice(0, length)))
        if (origin !== undefined) return origin
      }
      return name
    },
  }
}

export const warning = (origin: string, keys: readonly string[], message: string): ConfigWarning => ({
  origin,
  path: formatKeyPath(keys),
  message,
})
