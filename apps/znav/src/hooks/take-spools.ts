import {
  closeSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type SpoolRecord, spoolRecords } from './spool-record.js'

/** Nobody types that much between two collections: what is beyond is not read. */
const maxBytes = 8 * 1024 * 1024

/** Spools that were put aside, and the records in them. */
export interface TakenSpools {
  /** Those without a time of their own have that of their spool. */
  readonly records: readonly (SpoolRecord & { readonly startedAt: number })[]
  /** What was taken is dealt with: remove it. */
  done(): void
}

/**
 * Put the spools aside and read them. A shell finds an empty one in the place of its own at any moment: it was made
 * before, private, and replaces the full one in one step. What an earlier collection left behind is taken too.
 */
export function takeSpools(folder: string): TakenSpools {
  for (const name of namesIn(folder)) if (/^\d+-[\w-]+$/.test(name)) putAside(folder, name)
  const taken = namesIn(folder).filter((name) => name.endsWith('.taken'))
  const records = taken.flatMap((name) => {
    const path = join(folder, name)
    const { size, mtimeMs } = statSync(path)
    const text = beginningOf(path, Math.min(size, maxBytes))
    return spoolRecords(text).map((record) => ({ startedAt: Math.round(mtimeMs), ...record }))
  })
  return {
    records: records.toSorted((a, b) => a.startedAt - b.startedAt),
    done: () => {
      for (const name of taken) rmSync(join(folder, name), { force: true })
    },
  }
}

function beginningOf(path: string, bytes: number): string {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(bytes)
    let read = 0
    while (read < bytes) {
      const more = readSync(fd, buffer, read, bytes - read, read)
      if (more === 0) break
      read += more
    }
    return buffer.toString('utf8', 0, read)
  } finally {
    closeSync(fd)
  }
}

function putAside(folder: string, name: string): void {
  const path = join(folder, name)
  const running = isRunning(Number(name.split('-')[0]))
  if (statSync(path).size > 0) {
    linkSync(path, join(folder, `${name}.${Date.now()}.taken`))
    if (running) {
      const fresh = join(folder, `${name}.new`)
      writeFileSync(fresh, '', { mode: 0o600 })
      renameSync(fresh, path)
    }
  }
  if (!running) for (const of of [path, `${path}.line`, `${path}.new`]) rmSync(of, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
