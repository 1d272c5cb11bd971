import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleForChild, createTempDir, type TempDir, waitUntil } from '@engawa/testkit'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestClock } from '../../test/clock-for-tests.js'
import { outboxSuite } from '../../test/outbox-suite.js'
import { milestone, milestones } from '../../test/sample-events.js'
import { createSqliteOutbox } from './sqlite-outbox.js'

outboxSuite('sqlite', (options) => createSqliteOutbox(new Database(':memory:'), options))

describe('the sqlite outbox', () => {
  let directory: TempDir
  const open: Database.Database[] = []
  let files = 0

  beforeAll(async () => {
    directory = await createTempDir()
  })
  afterEach(() => {
    for (const database of open.splice(0)) database.close()
  })
  afterAll(() => directory.remove())

  function openDatabase(file = join(directory.path, `${files++}.db`)): Database.Database {
    const database = new Database(file)
    database.pragma('journal_mode = WAL')
    database.exec('create table if not exists facts (event_id text, body text)')
    open.push(database)
    return database
  }

  it('keeps event and fact together, or neither', async () => {
    const database = openDatabase()
    const outbox = createSqliteOutbox(database)
    const [kept, lost] = await milestones(2)
    const record = database.transaction((body: string, event: typeof kept, fail: boolean) => {
      database.prepare('insert into facts (body) values (?)').run(body)
      outbox.addInTransaction(event ? [event] : [])
      if (fail) throw new Error('killed here')
    })
    record('first', kept, false)
    expect(() => record('second', lost, true)).toThrow('killed here')
    expect(database.prepare('select body from facts').pluck().all()).toEqual(['first'])
    expect((await outbox.pending(10)).map(({ event }) => event.id)).toEqual([kept?.value.id])
  })

  it('has the event of every fact, and no other, after SIGKILL', async () => {
    const packageFolder = fileURLToPath(new URL('../..', import.meta.url))
    const source = fileURLToPath(new URL('../../test/record-until-killed.ts', import.meta.url))
    const program = await bundleForChild(source, packageFolder)
    const file = join(directory.path, 'killed.db')
    for (const rounds of [1, 2, 3]) {
      const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      await waitUntil('it has recorded some', () => said.split('\n').length > 20 * rounds)
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('close', resolve))
      const database = openDatabase(file)
      const facts = database.prepare('select event_id from facts order by rowid').pluck().all()
      const waiting = await createSqliteOutbox(database).pending(100_000)
      expect(waiting.map(({ event }) => event.id)).toEqual(facts)
      expect(facts).toEqual(expect.arrayContaining(said.trim().split('\n').slice(0, -1)))
    }
    await rm(dirname(program), { recursive: true })
  })

  it('undoes the fact when the event is refused', async () => {
    const database = openDatabase()
    const outbox = createSqliteOutbox(database)
    const event = await milestone()
    const record = database.transaction(() => {
      database.prepare('insert into facts (body) values (?)').run('a fact')
      Reflect.apply(outbox.addInTransaction, outbox, [[event.value]])
    })
    expect(() => record()).toThrow(expect.objectContaining({ code: 'filter/not-redacted' }))
    expect(database.prepare('select count(*) from facts').pluck().get()).toBe(0)
  })

  it('refuses to add where no transaction is open', async () => {
    const outbox = createSqliteOutbox(openDatabase())
    const event = await milestone()
    expect(() => outbox.addInTransaction([event])).toThrow(expect.objectContaining({ code: 'event/no-transaction' }))
    expect((await outbox.status()).pending).toBe(0)
  })

  it('is found again by the next process, records of the dropped included', async () => {
    const first = openDatabase()
    const clock = createTestClock()
    const [, kept] = await (async () => {
      const events = await milestones(2)
      await createSqliteOutbox(first, { clock, maxCount: 1 }).add(events)
      return events
    })()
    first.close()
    const again = createSqliteOutbox(openDatabase(first.name), { clock })
    expect((await again.pending(10)).map(({ event }) => event)).toEqual([kept?.value])
    expect((await again.status()).dropped).toBe(1)
  })

  it('brings tables of an earlier version up to date, with what waits in them', async () => {
    const database = openDatabase()
    const { value } = await milestone()
    database.exec(`
      create table event_outbox (seq integer primary key autoincrement, id text not null unique,
        event_type text not null, body text not null, added_at integer not null, attempts integer not null default 0);
      create table event_outbox_dropped (reason text not null, event_type text not null, count integer not null,
        first_at text not null, last_at text not null, primary key (reason, event_type)) without rowid;
      insert into event_outbox_dropped values ('full', 'perth.session.ended', 3, 'then', 'then');
    `)
    database
      .prepare('insert into event_outbox (id, event_type, body, added_at) values (?, ?, ?, ?)')
      .run(value.id, value.event_type, JSON.stringify(value), Date.now())
    for (const outbox of [createSqliteOutbox(database), createSqliteOutbox(openDatabase(database.name))]) {
      expect((await outbox.pending(10)).map(({ event }) => event)).toEqual([value])
      expect(await outbox.dropped()).toMatchObject([{ count: 3, announced: 0 }])
    }
    expect(await createSqliteOutbox(database).claim(10, 1_000)).toHaveLength(1)
  })

  it('steps over a damaged row and records it', async () => {
    const database = openDatabase()
    const outbox = createSqliteOutbox(database)
    const [damaged, sound] = await milestones(2)
    await outbox.add([damaged, sound].flatMap((event) => event ?? []))
    database.prepare(`update event_outbox set body = '{"id":' where id = ?`).run(damaged?.value.id)
    expect((await outbox.pending(10)).map(({ event }) => event.id)).toEqual([sound?.value.id])
    expect(await outbox.dropped()).toMatchObject([{ reason: 'unreadable', count: 1 }])
    expect(await outbox.status()).toMatchObject({ pending: 1, dropped: 1 })
  })

  it('can be shared by two connections', async () => {
    const one = openDatabase()
    const two = openDatabase(one.name)
    const [left, right] = [createSqliteOutbox(one), createSqliteOutbox(two)]
    const events = await milestones(20)
    await Promise.all(events.map((event, index) => (index % 2 ? left : right).add([event])))
    expect((await left.pending(100)).map(({ event }) => event.id).sort()).toEqual(
      events.map(({ value }) => value.id).sort(),
    )
  })

  it('says so when the database can’t be written', async () => {
    const file = openDatabase().name
    createSqliteOutbox(openDatabase(file))
    const readOnly = new Database(file, { readonly: true })
    open.push(readOnly)
    const outbox = createSqliteOutbox(readOnly)
    await expect(outbox.add([await milestone()])).rejects.toMatchObject({ code: 'event/outbox', recoverable: true })
  })
})
