import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { IgnoreRules } from './ignore-rules.js'
import { isPrivateFolder, isSecretFile } from './secret-file.js'
import type { LeftOutReason } from './source.js'

export type Walked =
  | { readonly path: string; readonly leftOut?: undefined }
  | { readonly path: string; readonly leftOut: LeftOutReason }

/**
 * The files below a folder, in the order of their names. Links are not followed: one in a foreign repository may lead
 * to what its reader keeps private, and one in a circle.
 */
export function* walkFolder(folder: string, rules: IgnoreRules): Generator<Walked> {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name)
    const isFolder = entry.isDirectory()
    if (IgnoreRules.isNeverWalked(entry.name) || rules.ignores(path, isFolder)) yield { path, leftOut: 'ignored' }
    else if (entry.isSymbolicLink()) yield { path, leftOut: 'link' }
    else if (isFolder && isPrivateFolder(entry.name)) yield { path, leftOut: 'secret' }
    else if (isFolder) yield* walkFolder(path, rules.enter(path))
    else if (!entry.isFile()) yield { path, leftOut: 'unreadable' }
    else if (isSecretFile(path)) yield { path, leftOut: 'secret' }
    else yield { path }
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
