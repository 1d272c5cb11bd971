import { join } from 'node:path'
import { StorageError } from '@engawa/core'
import type { Disk } from './disk.js'
import { newerFormat } from './sealed-line.js'

const format = 1

export interface StoreFolder {
  readonly sessions: string
  readonly keyValue: string
  readonly quarantine: string
  /** A folder for each collection, made with its first record. */
  readonly records: string
  /** Made with its first one. */
  readonly blobs: string
  /** Made when an index is first written. */
  readonly search: string
  /** A file: what the last listing of many sessions learned. */
  readonly catalog: string
}

/**
 * The folders of a store, created when it is new. `store.json` is written last: where it is, the folders are on the
 * disk, so that opening costs one small read.
 *
 * @throws StorageError `storage/newer-format`, `storage/corrupt`, or one that says why the folder can't be used
 */
export function openFolder(disk: Disk, directory: string): StoreFolder {
  const folder = {
    sessions: join(directory, 'sessions'),
    keyValue: join(directory, 'kv'),
    quarantine: join(directory, 'quarantine'),
    records: join(directory, 'records'),
    blobs: join(directory, 'blobs'),
    search: join(directory, 'search'),
    catalog: join(directory, 'catalog.json'),
  }
  const marker = join(directory, 'store.json')
  const bytes = disk.read(marker)
  if (bytes !== undefined) {
    checkFormat(marker, bytes)
    return folder
  }
  // The others come with the first thing that goes into them.
  for (const path of [folder.sessions, folder.keyValue, folder.quarantine]) disk.createDirectory(path)
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
