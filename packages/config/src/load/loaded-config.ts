import type { JsonValue } from '@engawa/core'
import { formatKeyPath, parseKeyPath } from '../key-path.js'
import type { ConfigWarning, EffectiveValue, LoadedConfig } from '../layered-config.js'
import { hasPath, leaves, type SettingsTree, valueAt } from '../settings-tree.js'
import type { Layer } from './layer.js'

/** Values together with the story of where each came from. */
export function loadedConfig<T>(
  values: T,
  layers: readonly Layer[],
  warnings: readonly ConfigWarning[],
  isSecret: (keys: readonly string[]) => boolean,
): LoadedConfig<T> {
  const effective = (keys: readonly string[], value: JsonValue): EffectiveValue => {
    const layer = layers.findLast(({ tree }) => hasPath(tree, keys))
    return {
      path: formatKeyPath(keys),
      value,
      layer: layer?.name ?? 'default',
      origin: layer?.originOf(keys) ?? 'built in',
      secret: isSecret(keys),
    }
  }
  return {
    values,
    warnings,
    explain: () => [...leaves(values as SettingsTree)].map(([keys, value]) => effective(keys, value)),
    get(path) {
      const keys = parseKeyPath(path)
      const value = valueAt(values, keys)
      return value === undefined ? undefined : effective(keys, value)
    },
  }
}
