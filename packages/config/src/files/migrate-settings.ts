import { ConfigError, type JsonValue } from '@engawa/core'
import type { SettingsTree } from '../settings-tree.js'
import { fileProblem } from './parse-problem.js'

interface Versions {
  readonly version?: number
  readonly migrations?: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[]
}

export interface Migrated {
  /** Settings of the current version, without the version itself. */
  readonly tree: SettingsTree
  /** The version found; the current one when nothing had to be done. */
  readonly from: number
}

/** Bring settings up to the current version, one step after another. A file without a version is of version 1. */
export function migrateSettings(
  { version, migrations = [] }: Versions,
  path: string,
  settings: SettingsTree,
): Migrated {
  if (version === undefined) return { tree: settings, from: 1 }
  if (Object.keys(settings).length === 0) return { tree: settings, from: version }
  const { version: written, ...rest } = settings
  const from = versionNumber(path, written)
  if (from > version) {
    throw new ConfigError(`${path}: was written by a newer version (${from}, expected at most ${version})`, {
      code: 'config/newer',
      hint: 'Update this program, or move the file away to start with the defaults.',
    })
  }
  const tree = migrations.slice(from - 1, version - 1).reduce<Record<string, unknown>>((old, step) => step(old), rest)
  return { tree: tree as SettingsTree, from }
}

/** `2`, `"2"` and `"2.0"` are one version. */
function versionNumber(path: string, written: JsonValue | undefined): number {
  if (written === undefined) return 1
  const found = /^(\d+)(\.\d+)*$/.exec(String(written))?.[1]
  if (found === undefined || Number(found) < 1)
    throw fileProblem(path, `version: expected a whole number, found ${JSON.stringify(written)}`)
  return Number(found)
}
