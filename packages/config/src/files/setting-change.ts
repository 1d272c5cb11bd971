import type { SettingsTree } from '../settings-tree.js'

/** One setting set or taken away. */
export interface SettingChange {
  readonly keys: readonly string[]
  /** The settings after the change. */
  readonly tree: SettingsTree
  /** `undefined` takes the key away. */
  readonly value: SettingsTree[string] | undefined
}
