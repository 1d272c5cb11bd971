import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@engawa/core'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { describeIntentState, entryOf, logOf } from '../../../test/state-conformance.js'
import { openSqliteState } from './sqlite-state.js'

const folder = mkdtempSync(join(tmpdir(), 'znav-sqlite-'))
const retention = { depth: 100, ttlDays: 90 }
let count = 0
const freshPath = () => join(folder, `${++count}`, 'perth.db')
const open = (path: string) => openSqliteState({ path, retention, clock: systemClock })

let conformancePath = freshPath()
describeIntentState('SQLite', {
  open: (kept, clock) => openSqliteState({ path: conformancePath, retention: kept, clock }),
  reset: async () => {
    rmSync(join(conformancePath, '..'), { recursive: true, force: true })
    conformancePath = freshPath()
  },
  damageEvent: async (id, body) => {
    const db = new Sqlite(conformancePath)
    db.prepare('update event_outbox set body = ? where id = ?').run(body, id)
    db.close()
  },
})

describe('the SQLite file', () => {
  it('can be read by its owner only', async () => {
    const path = freshPath()
    const state = await open(path)
    await state.log(logOf(entryOf('backend', 'private')))
    for (const file of readdirSync(join(path, '..'))) {
      expect([file, statSync(join(path, '..', file)).mode & 0o077]).toEqual([file, 0])
    }
    expect(statSync(join(path, '..')).mode & 0o077).toBe(0)
    await state.close()
  })

  it('commits to the disk: WAL with full synchronisation', async () => {
    const path = freshPath()
    await (await open(path)).close()
    const db = new Sqlite(path)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('of a newer version is left alone', async () => {
    const path = freshPath()
    await (await open(path)).close()
    const db = new Sqlite(path)
    db.exec("INSERT INTO migrations VALUES (99, 'from the future')")
    db.pragma('user_version = 99')
    db.close()
    await expect(open(path)).rejects.toMatchObject({ code: 'storage/newer', message: expect.stringContaining(path) })
  })

  it('that is something else is refused by name, with what to do', async () => {
    const path = freshPath()
    await (await open(path)).close()
    rmSync(`${path}-wal`, { force: true })
    writeFileSync(path, 'this is a letter, not a database '.repeat(200))
    await expect(open(path)).rejects.toMatchObject({
      code: 'storage/sqlite-notadb',
      message: expect.stringContaining(path),
      hint: expect.stringContaining('PERTH_HOME'),
    })
  })

  it('in a folder that can not be made is refused with what to do', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    await expect(open(join(folder, 'a-file', 'perth.db'))).rejects.toMatchObject({
      code: expect.stringMatching(/^storage\/(enotdir|eexist)$/),
    })
  })
})
