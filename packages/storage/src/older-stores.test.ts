import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { textContent, textOf } from '@engawa/core'
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

const at = '2026-01-01T00:00:00.000Z'
const body = JSON.stringify({ content: textContent('early') })

/** What was there is there, and what is new works. */
async function expectAtHome(store: ChatStore, before: readonly string[] = []): Promise<void> {
  expect(await store.sessions.get('old')).toMatchObject({ userId: 'u', messageCount: before.length })
  await say(store, 'old', 'one')
  expect(await textsOf(store, 'old')).toEqual([...before, 'one'])
  for (const query of [...before, 'one']) {
    const { items } = await store.search({ query, sessions: ['old'], userId: 'u' })
    expect(items.map(({ message }) => textOf(message))).toEqual([query])
  }
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

  it.each([1, 2])('as an SQLite database of version %i comes along', async (version) => {
    const path = join(folder, `old${version}.db`)
    const database = await openSqlite(path)
    applyMigrations(database, 'chat', sqliteMigrations.slice(0, version))
    database.exec(`
      INSERT INTO chat_sessions VALUES ('old', 'u', '{}', '${at}', '${at}', NULL);
      INSERT INTO chat_messages (session_id, seq, id, role, created_at, body)
      VALUES ('old', 1, 'm', 'user', '${at}', '${body}');
      INSERT INTO chat_search (rowid, words) VALUES (1, 'early');
    `)
    database.close()
    const store = await openStorage({ type: 'sqlite', path })
    await expectAtHome(store, ['early'])
    await store.close()
  })
})

withService(describe, 'postgres')('a PostgreSQL schema that an older version left', () => {
  let server: PostgresService
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  it.each([1, 2])('of version %i comes along', async (version) => {
    const schema = `version${version}`
    const connections = await createConnections(checkPostgresOptions({ url: server.url, schema }))
    await applyPostgresMigrations(connections, 'chat', postgresMigrations.slice(0, version))
    await connections.close()
    await server.query(`
      SET search_path TO ${schema};
      INSERT INTO chat_sessions (id, user_id, details, created_at, updated_at, last_seq, tokens)
      VALUES ('old', 'u', '{}', '${at}', '${at}', 1, 1);
      INSERT INTO chat_messages (session, seq, id, role, created_at, body)
      SELECT number, 1, 'm', 'user', '${at}', '${body}' FROM chat_sessions;
      INSERT INTO chat_search (message, lexemes, words, pairs, length)
      SELECT number, 'wearly', '<early>', '', 1 FROM chat_messages`)
    const store = await openStorage({ type: 'postgres', url: server.url, schema })
    await expectAtHome(store, ['early'])
    await store.close()
  })
})
