import { join } from 'node:path'
import { StorageError } from '@engawa/core'
import type { Disk } from './disk.js'
import { newerFormat } from './record.js'

const format = 1

export interface StoreFolder {
  readonly sessions: string
  readonly keyValue: string
  readonly quarantine: string
  /** Created when an index is first written. */
  readonly search: string
}

/**
 * The folders of a store, created when it is new. `store.json` is written last: where it is, the folders are on the
 * disk, so that opening costs one small read.
 *
 * @throws StorageError `storage/newer-format`, `storage/corrupt`, or one that says why the folder can't be used
 */
export function openFolder(disk: Disk, directory: string): StoreFolder {
  const needed = {
    sessions: join(directory, 'sessions'),
    keyValue: join(directory, 'kv'),
    quarantine: join(directory, 'quarantine'),
  }
  const folder = { ...needed, search: join(directory, 'search') }
  const marker = join(directory, 'store.json')
  const bytes = disk.read(marker)
  if (bytes !== undefined) {
    checkFormat(marker, bytes)
    return folder
  }
  for (const path of Object.values(needed)) disk.createDirectory(path)
  disk.replace(marker, `${JSON.stringify({ format })}\n`)
  return folder
}

function checkFormat(marker: string, bytes: Buffer): void {
  let found: unknown
  try {
    found = (JSON.parse(bytes.toString()) as { format?: unknown } | null)?.format
  } catch {}
  if (found === format) return
  if (typeof found === 'number' && found > format) throw newerFormat()
  throw new StorageError(`${marker} is damaged`, {
    code: 'storage/corrupt',
    hint: 'Delete this file alone; it is written again, and the conversations beside it stay as they are.',
  })
}
