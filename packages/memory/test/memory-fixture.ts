import type { Clock } from '@engawa/core'
import { applyMigrations, openSqlite } from '@engawa/storage/sqlite'
import type { Database } from 'better-sqlite3'
import { createSqliteMemory, type Memory, memoryMigrations } from '../src/index.js'

export const day = 24 * 60 * 60 * 1000

export interface MemoryFixture {
  readonly memory: Memory
  readonly database: Database
  /** Let time pass. */
  advance(ms: number): void
}

/** A memory on a fresh database in `file`, with a clock that only the test moves and `hunter2` as the one secret. */
export async function openMemory(file = ':memory:'): Promise<MemoryFixture> {
  const database = await openSqlite(file)
  applyMigrations(database, 'memory', memoryMigrations)
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const clock: Clock = { now: () => now, monotonic: () => now }
  const memory = createSqliteMemory(database, { clock, redact: (text) => text.replaceAll('hunter2', '‹secret›') })
  return {
    memory,
    database,
    advance: (ms) => {
      now += ms
    },
  }
}
