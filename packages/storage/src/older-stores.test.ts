import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresService, startPostgres, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyPostgresMigrations } from './backends/postgres/apply-postgres-migrations.js'
import { migrations as postgresMigrations } from './backends/postgres/migrations.js'
import { createConnections } from './backends/postgres/postgres-connections.js'
import { checkPostgresOptions } from './backends/postgres/postgres-options.js'
import { migrations as sqliteMigrations } from './backends/sqlite/migrations.js'
import { say, textsOf } from './conformance/samples.js'
import { type ChatStore, openStorage } from './index.js'
import { applyMigrations, openSqlite } from './sqlite/index.js'

/** What was there is there, and what is new works. */
async function expectAtHome(store: ChatStore): Promise<void> {
  expect(await store.sessions.get('old')).toMatchObject({ userId: 'u', messageCount: 0 })
  await say(store, 'old', 'one')
  expect(await textsOf(store, 'old')).toEqual(['one'])
  await store.users.create({ id: 'u' })
  const { id } = await store.documents.create({ name: 'n', content: 'text', sessionId: 'old' })
  expect(await store.documents.text(id)).toBe('text')
  expect(await store.sessions.purge('old')).toBe(true)
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'storage-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a store that an older version left', () => {
  it('as a folder comes along', async () => {
    const directory = join(folder, 'store')
    const before = await openStorage({ type: 'file', directory })
    await before.sessions.create({ id: 'old', userId: 'u' })
    await before.close()
    expect(readdirSync(directory).toSorted()).toEqual(['kv', 'quarantine', 'sessions', 'store.json'])
    const store = await openStorage({ type: 'file', directory })
    await expectAtHome(store)
    await store.close()
  })

  it('as an SQLite database comes along', async () => {
    const path = join(folder, 'old.db')
    const database = await openSqlite(path)
    applyMigrations(database, 'chat', sqliteMigrations.slice(0, 1))
    database.exec(
      `INSERT INTO chat_sessions VALUES ('old', 'u', '{}', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', NULL)`,
    )
    database.close()
    const store = await openStorage({ type: 'sqlite', path })
    await expectAtHome(store)
    await store.close()
  })
})

withService(describe, 'postgres')('a PostgreSQL schema that an older version left', () => {
  let server: PostgresService
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  it('comes along', async () => {
    const connections = await createConnections(checkPostgresOptions({ url: server.url }))
    await applyPostgresMigrations(connections, 'chat', postgresMigrations.slice(0, 1))
    await connections.close()
    await server.query(
      `INSERT INTO chat_sessions (id, user_id, details, created_at, updated_at, last_seq, tokens)
       VALUES ('old', 'u', '{}', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0, 0)`,
    )
    const store = await openStorage({ type: 'postgres', url: server.url })
    await expectAtHome(store)
    await store.close()
  })
})
