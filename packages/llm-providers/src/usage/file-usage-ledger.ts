import { closeSync, createReadStream, fdatasyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { exitCodes, StorageError } from '@engawa/core'
import { matchesQuery, parseEntry } from './parse-entry.js'
import type { UsageLedger, UsageQuery } from './usage-ledger.js'

export interface FileLedgerOptions {
  /** Told of each line that can't be read: a write that was cut off, or another version's. It is passed over. */
  readonly onDamage?: (place: { readonly path: string; readonly line: number }) => void
}

/**
 * A ledger of JSON lines in one folder, a file a month. Each entry is one write at the file's end, so that any number
 * of processes write without a lock, and is on the disk when `append` returns.
 */
export function fileUsageLedger(directory: string, { onDamage }: FileLedgerOptions = {}): UsageLedger {
  return {
    async append(entry) {
      const path = join(directory, `${monthOf(entry.at)}.ndjson`)
      // It begins with a line break of its own: a write that was cut off before it spoils only itself.
      const bytes = Buffer.from(`\n${JSON.stringify(entry)}\n`)
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 })
        const fd = openSync(path, 'a', 0o600)
        try {
          if (writeSync(fd, bytes) !== bytes.length) throw new Error('the disk is full')
          fdatasyncSync(fd)
        } finally {
          closeSync(fd)
        }
      } catch (cause) {
        throw new StorageError(`What was used could not be written down in ${path}.`, {
          code: 'storage/usage-ledger',
          hint: 'Check that the disk has room and the folder can be written.',
          exitCode: exitCodes.storage,
          recoverable: true,
          cause,
        })
      }
    },
    async *entries(query = {}) {
      // Loaded here: a command that only writes should not wait for it.
      const { createInterface } = await import('node:readline')
      for (const name of filesOf(directory, query)) {
        const path = join(directory, name)
        let number = 0
        for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
          number++
          if (line === '') continue
          const entry = parseEntry(line)
          if (entry === undefined) onDamage?.({ path, line: number })
          else if (matchesQuery(entry, query)) yield entry
        }
      }
    },
  }
}

/** The month of an ISO time: the file that a query for it opens. */
const monthOf = (at: string): string => at.slice(0, 7)

function filesOf(directory: string, { from, to }: UsageQuery): readonly string[] {
  const [first, last] = [from?.slice(0, 7), to?.slice(0, 7)]
  return namesIn(directory)
    .filter((name) => /^\d{4}-\d\d\.ndjson$/.test(name))
    .filter((name) => (!first || name.slice(0, 7) >= first) && (!last || name.slice(0, 7) <= last))
    .sort()
}

/** No folder yet: nothing was used yet. */
function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
