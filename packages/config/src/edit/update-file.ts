import { existsSync } from 'node:fs'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import { migrateSettings } from '../files/migrate-settings.js'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import { settingsText } from '../files/write-settings.js'
import type { SettingsTree } from '../settings-tree.js'
import { followLinks } from './real-path.js'

interface Versions {
  readonly version?: number
  readonly migrations?: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[]
}

/** The settings and the text that they stand in, version included. */
interface FileContent {
  readonly tree: SettingsTree
  readonly text: string
}

/**
 * Read, change and replace a configuration file while nobody else can. A file of an older version is brought up to date
 * on the way, its old text kept beside it as `config.json.v1.bak`.
 *
 * @param change the new content, or nothing to leave the file as it is
 */
export async function updateFile(
  versions: Versions,
  path: string,
  change: (tree: SettingsTree, text: string) => Promise<FileContent | undefined>,
): Promise<void> {
  const target = followLinks(path)
  await withFileLock(`${target}.lock`, async () => {
    const before = await currentContent(versions, target)
    const after = await change(before.tree, before.text)
    if (after !== undefined && after.text !== before.text) writeFileAtomic(target, after.text)
  })
}

/** Bring a file of an older version up to date, if there is one and it may be written. */
export const migrateFile = (versions: Versions, path: string): Promise<void> =>
  updateFile(versions, path, async () => undefined)

async function currentContent(versions: Versions, target: string): Promise<FileContent> {
  const text = readConfigText(target) ?? ''
  const settings = await parseSettings(target, text)
  const { version } = versions
  if (version === undefined) return { tree: settings, text }
  const { tree, from } = migrateSettings(versions, target, settings)
  const current = { version, ...tree }
  if (from === version && Object.keys(settings).length > 0) return { tree: settings, text }
  const migrated = await settingsText(target, current)
  if (from < version) {
    const backup = `${target}.v${from}.bak`
    if (!existsSync(backup)) writeFileAtomic(backup, text)
    writeFileAtomic(target, migrated)
  }
  return { tree: current, text: migrated }
}
