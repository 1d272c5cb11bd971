import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyMigrations } from './apply-migrations.js'
import { openSqliteStorage } from './index.js'
import { openSqlite } from './open-sqlite.js'

const one = { name: '0001-one', sql: 'CREATE TABLE one (x TEXT)' }
const two = { name: '0002-two', sql: 'CREATE TABLE two (x TEXT); INSERT INTO two VALUES (1)' }

let path: string
let database: Database
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'storage-')), 'folder', 'some.db')
  database = await openSqlite(path)
})
afterEach(() => {
  database.close()
})

const rowsOf = (table: string) => database.prepare(`SELECT * FROM ${table}`).all()
const tables = () => database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all()

describe('openSqlite', () => {
  it('waits for the writer of a new file, and no longer than it may', async () => {
    database.close()
    database = new Sqlite(join(mkdtempSync(join(tmpdir(), 'storage-')), 'new.db'))
    database.exec('CREATE TABLE one (x TEXT); BEGIN IMMEDIATE')
    await expect(openSqlite(database.name, { busyTimeoutMs: 20 })).rejects.toThrow('database is locked')

    let isOpen = false
    const opening = openSqlite(database.name).finally(() => (isOpen = true))
    await sleep(50)
    expect(isOpen).toBe(false)
    database.exec('COMMIT')
    const second = await opening
    expect(second.pragma('journal_mode', { simple: true })).toBe('wal')
    second.close()
  })

  it('opens the way that keeps what it commits', () => {
    const setting = (name: string) => database.pragma(name, { simple: true })
    expect([setting('journal_mode'), setting('synchronous'), setting('foreign_keys')]).toEqual(['wal', 2, 1])
    expect(setting('busy_timeout')).toBe(10_000)
  })

  it.skipIf(process.platform === 'win32')('creates what nobody else may read', () => {
    database.exec('CREATE TABLE kept (x TEXT)')
    const modes = ['', '-wal', '-shm'].map((suffix) => statSync(path + suffix).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
  })

  it('names a file that is no database, and a folder that can not be', async () => {
    const text = join(mkdtempSync(join(tmpdir(), 'storage-')), 'notes.txt')
    writeFileSync(text, 'just a few notes, long enough not to be taken for an empty file'.repeat(40))
    await expect(openSqlite(text)).rejects.toMatchObject({
      code: 'storage/corrupt',
      message: expect.stringContaining(text),
    })
    await expect(openSqlite(join(text, 'x.db'))).rejects.toMatchObject({ code: expect.stringMatching(/^storage\/e/) })
  })
})

describe('applyMigrations', () => {
  it('applies each once, and the new ones later', () => {
    applyMigrations(database, 'chat', [one])
    applyMigrations(database, 'chat', [one, two])
    applyMigrations(database, 'chat', [one, two])
    expect(rowsOf('two')).toEqual([{ x: '1' }])
    expect(rowsOf('engawa_migrations')).toMatchObject([{ name: '0001-one' }, { name: '0002-two' }])
  })

  it('keeps owners apart', () => {
    applyMigrations(database, 'chat', [one])
    applyMigrations(database, 'znav', [two])
    expect(tables()).toEqual(['engawa_migrations', 'one', 'two'])
  })

  it('applies all or nothing', () => {
    const broken = { name: '0002-broken', sql: 'CREATE TABLE half (x TEXT); CREATE TABEL oops' }
    expect(() => applyMigrations(database, 'chat', [one, broken])).toThrow(
      /could not bring the tables of chat up to date/,
    )
    expect(tables()).toEqual([])
    applyMigrations(database, 'chat', [one, two])
    expect(tables()).toEqual(['engawa_migrations', 'one', 'two'])
  })

  it.each([
    ['changed after it had been applied', [one, { ...two, sql: `${two.sql};` }], /0002-two of chat was changed/],
    ['put before an applied one', [{ name: '0000-early', sql: 'SELECT 1' }, one, two], /out of order/],
    ['unknown to this version', [one], /0002-two, which this version does not know/],
  ])('refuses one that is %s', (_, migrations, message) => {
    applyMigrations(database, 'chat', [one, two])
    const before = rowsOf('engawa_migrations')
    const attempt = () => applyMigrations(database, 'chat', migrations)
    expect(attempt).toThrow(message)
    expect(attempt).toThrow(expect.objectContaining({ code: 'storage/migration', hint: expect.any(String) }))
    expect(rowsOf('engawa_migrations')).toEqual(before)
  })
})

describe('openSqliteStorage', () => {
  it('shares a database, and leaves it open', async () => {
    applyMigrations(database, 'sena', [one])
    const store = await openSqliteStorage({ database })
    expect(store.info).toMatchObject({ type: 'sqlite', location: path, capabilities: { durability: 'fsync' } })
    await store.sessions.create({ id: 's' })
    await store.close()
    expect(rowsOf('chat_sessions')).toHaveLength(1)
    database.pragma('synchronous = NORMAL')
    expect((await openSqliteStorage({ database })).info.capabilities.durability).toBe('os')
  })

  it('is refused by a database of a newer version, with what to do', async () => {
    await (await openSqliteStorage({ database })).close()
    database.exec(`INSERT INTO engawa_migrations VALUES ('chat', 99, '0099-later', 'hash', '')`)
    await expect(openSqliteStorage({ path })).rejects.toMatchObject({
      code: 'storage/migration',
      hint: expect.stringContaining('Update'),
    })
  })
})
