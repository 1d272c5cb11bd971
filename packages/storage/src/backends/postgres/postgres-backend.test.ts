import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { type PostgresService, startPostgres, waitUntil, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificates } from '../../../test/certificates.js'
import { bundleWriter, startWriter } from '../../../test/writers.js'
import { all, say, textsOf, userSays } from '../../conformance/samples.js'
import { openStorage } from '../../index.js'

withService(describe, 'postgres')('the postgres backend', () => {
  let server: PostgresService
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  const open = (options: object = {}) => openStorage({ type: 'postgres', url: server.url, ...options })

  it('brings its tables up to date once, whoever comes at the same time', async () => {
    const program = await bundleWriter()
    const store = { type: 'postgres', url: server.url, schema: 'A "new" schema' } as const
    const writers = Array.from({ length: 8 }, (_, n) =>
      startWriter(program, { store, sessionId: 's', name: `writer-${n}`, count: 1 }),
    )
    for (const writer of writers) expect(await writer.ended, writer.errors()).toBe(0)
    expect(await server.query(`select owner, position from "A ""new"" schema".engawa_migrations`)).toBe(
      'chat|0\nchat|1\nchat|2',
    )
    const reader = await openStorage(store)
    expect(await textsOf(reader, 's')).toHaveLength(8)
    await reader.close()
  }, 60_000)

  it.each([
    ['a newer version has used', `insert into %.engawa_migrations values ('chat', 9, '0009-later', 'x', now())`],
    ['had another first migration', `update %.engawa_migrations set hash = 'x'`],
  ])('refuses tables that %s', async (_, sql) => {
    const schema = randomUUID()
    await (await open({ schema })).close()
    await server.query(sql.replace('%', `"${schema}"`))
    await expect(open({ schema })).rejects.toMatchObject({ code: 'storage/migration', hint: expect.any(String) })
  })

  it('says where it is and what the server promises', async () => {
    const store = await open()
    expect(store.info).toMatchObject({
      type: 'postgres',
      location: `postgres://127.0.0.1:${server.port}/engawa public`,
      capabilities: { durability: 'fsync', shared: true },
    })
    await store.close()
    await server.query('alter role engawa set synchronous_commit = off')
    const hasty = await open()
    expect(hasty.info.capabilities.durability).toBe('os')
    expect((await hasty.health()).details).toMatchObject({ durability: 'os', schema: 'public' })
    await hasty.close()
    await server.query('alter role engawa reset synchronous_commit')
  })

  it('refuses a wrong password, an unknown database and too few rights, and shows no password', async () => {
    const password = randomUUID()
    const wrong = randomUUID()
    await server.query(`create role locked login password '${password}'`)
    const rules = await server.query('show hba_file')
    writeFileSync(rules, `host all locked 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, 'utf8')}`)
    await server.query('select pg_reload_conf()')
    const attempt = async (given: string, database = 'engawa') => {
      const url = `postgres://locked${given && `:${given}`}@127.0.0.1:${server.port}/${database}`
      return open({ url, schema: 'forbidden' }).catch((reason: unknown) => reason)
    }
    for (const [given, database, code] of [
      [wrong, 'engawa', 'storage/auth'],
      ['', 'engawa', 'storage/auth'],
      [password, 'nowhere', 'storage/no-database'],
      [password, 'engawa', 'storage/eacces'],
    ] as const) {
      const error = await attempt(given, database)
      expect(error).toMatchObject({ code, hint: expect.any(String), exitCode: 6 })
      if (given !== '') expect(inspect(error, { depth: 9 })).not.toContain(given)
    }
  })

  it('speaks TLS with a server whose certificate it can verify, and with no other', async () => {
    await expect(open({ tls: true })).rejects.toMatchObject({ code: 'storage/tls' })
    const data = await server.query('show data_directory')
    const { ca } = await makeCertificates(data)
    const { uid, gid } = statSync(data)
    // PostgreSQL wants its key to be its own and nobody else's.
    for (const name of ['tls.crt', 'tls.key']) chownSync(join(data, name), uid, gid)
    chmodSync(join(data, 'tls.key'), 0o600)
    for (const [name, value] of [
      ['ssl_cert_file', 'tls.crt'],
      ['ssl_key_file', 'tls.key'],
      ['ssl', 'on'],
    ]) {
      await server.query(`alter system set ${name} = '${value}'`)
    }
    await server.restart()
    const url = `${server.url}?sslmode=verify-full`
    await expect(open({ url })).rejects.toMatchObject({ code: 'storage/tls', hint: expect.stringContaining('tls.ca') })
    const store = await open({ url, tls: { ca } })
    await say(store, 'private', 'in private')
    const encrypted = `select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'engawa'`
    expect(await server.query(encrypted)).toBe('t')
    await store.close()
  })

  it('gives up on a statement that takes too long, and goes on', async () => {
    const store = await open({ schema: 'slow', statementTimeoutMs: 300 })
    await say(store, 's', 'one')
    const held = server.query('begin; select * from slow.chat_sessions for update; select pg_sleep(2); commit')
    const sleepers = `select count(*) from pg_stat_activity where wait_event = 'PgSleep'`
    await waitUntil('the row is held', async () => (await server.query(sleepers)) === '1')
    await expect(say(store, 's', 'two')).rejects.toMatchObject({ code: 'storage/timeout', recoverable: true })
    await held
    await say(store, 's', 'three')
    expect(await textsOf(store, 's')).toEqual(['one', 'three'])
    await store.close()
  })

  it('takes ids of any length allowed, though no two fit into one entry of an index', async () => {
    const store = await open({ schema: 'ids' })
    const id = (offset: number) =>
      Array.from({ length: 512 }, (_, n) =>
        String.fromCodePoint(0x4e00 + ((n * 7919 + offset * 104_729) % 20_000)),
      ).join('')
    await store.sessions.create({ id: id(1), userId: id(2) })
    await store.messages.append({
      sessionId: id(1),
      messages: [{ ...userSays('x'), id: id(3) }],
      idempotencyKey: id(4),
    })
    await store.kv.set(id(5), 1)
    expect(await all(store.sessions.list({ userId: id(2) }))).toMatchObject([{ id: id(1), messageCount: 1 }])
    expect(await store.messages.get(id(1), id(3))).toMatchObject({ seq: 1 })
    await store.close()
  })

  it('finds what is larger than a tsvector, longer than a lexeme, and within itself', async () => {
    const memory = await openStorage({ type: 'memory' })
    const postgres = await open({ schema: 'search' })
    const vast = Array.from({ length: 200_000 }, (_, n) => `word${n}`).join(' ')
    const long = 'ж'.repeat(600)
    for (const text of [
      `${vast} needle`,
      `needle ${long} ${'長'.repeat(3)}`,
      'so so so so',
      'so it is',
      'other',
      'more',
    ]) {
      for (const store of [memory, postgres]) await say(store, 's', text)
    }
    for (const query of [
      'needle',
      'word199999',
      `needle ${long}`,
      '"so so"',
      'so',
      '"word1 word2"',
      '長長',
      'word',
      'word19999*',
      'жж*',
      `${long.slice(1)}*`,
      'need* -other',
    ]) {
      const [expected, found] = await Promise.all(
        [memory, postgres].map(async (store) =>
          (await all(store.search({ query }))).map(({ message, score }) => [message.seq, score.toFixed(6)]),
        ),
      )
      expect([query, found]).toEqual([query, expected])
    }
    await postgres.close()
    await memory.close()
  })
})
