import { readFileSync, statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { migrations } from './migrations.js'

/** Where the header says how the file is written and read: 2 is by a write-ahead log, 1 without. */
const formatBytes = [18, 19]

/**
 * The database as it stands, read into memory: SQLite itself can't read a file with a write-ahead log where it may write
 * nothing beside it.
 *
 * @returns nothing where that can't be had whole: another process is writing, or it needs a migration first
 */
export async function openCopy(path: string, nativeBinding: string): Promise<Database | undefined> {
  const bytes = wholeFile(path)
  if (bytes === undefined) return undefined
  for (const at of formatBytes) bytes[at] = 1
  const { default: Sqlite } = await import('better-sqlite3')
  const db = new Sqlite(bytes, { readonly: true, nativeBinding })
  if (db.pragma('user_version', { simple: true }) === migrations.length) return db
  db.close()
  return undefined
}

/** Nothing when it is not there, or while a log beside it holds what belongs into it. */
function wholeFile(path: string): Buffer | undefined {
  try {
    const before = statSync(path)
    const bytes = readFileSync(path)
    const after = statSync(path)
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
    const untouched = before.mtimeMs === after.mtimeMs && before.size === after.size
    return bytes.length > 100 && untouched && (log?.size ?? 0) === 0 ? bytes : undefined
  } catch {
    return undefined
  }
}
