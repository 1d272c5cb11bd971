import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres, startRedis, withService } from '@engawa/testkit'
import { describe, expect, it } from 'vitest'
import { all, say } from '../src/conformance/samples.js'
import { type BackendOptions, type MigrationReport, migrate, openStorage, verify } from '../src/index.js'
import { bundle } from './bundle.js'
import { dump, fill, filled } from './migration-sample.js'

/** `STORAGE_MIGRATE=100000` for the long version. */
const total = Number(process.env.STORAGE_MIGRATE ?? 400)
const nothing = { sessions: 0, messages: 0, records: 0, versions: 0, values: 0 }
const folder = () => mkdtempSync(join(tmpdir(), 'migrate-'))

withService(describe, ['redis', 'postgres'])('a migration from backend to backend', () => {
  it('file → sqlite → postgres → redis → file, killed and resumed, is the same byte for byte', async () => {
    const program = await bundle({ entryPoints: [fileURLToPath(new URL('migrate-process.ts', import.meta.url))] })
    const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
    try {
      const places: readonly BackendOptions[] = [
        { type: 'file', directory: join(folder(), 'first') },
        { type: 'sqlite', path: join(folder(), 'chat.db') },
        { type: 'postgres', url: postgres.url },
        { type: 'redis', url: redis.url },
        { type: 'file', directory: join(folder(), 'last') },
      ]
      const [first, last] = [places[0], places.at(-1)]
      if (first === undefined || last === undefined) throw new Error('no places')
      await fill(first, total)
      const before = await dump(first)
      const times: string[] = []
      let kills = 0
      for (const [index, from] of places.slice(0, -1).entries()) {
        const to = places[index + 1] ?? last
        const started = performance.now()
        let report: MigrationReport | undefined
        for (let attempt = 0; report === undefined; attempt++) {
          // Each attempt gets a little further, then all the way.
          const killAfter = attempt < 3 ? 1 + Math.floor((total / 10) * attempt) : Number.POSITIVE_INFINITY
          report = await migrateInProcess(program, [from, to], killAfter)
          if (report === undefined) kills += 1
        }
        expect(report).toMatchObject({ verified: true, content: { ...filled, messages: total + filled.messages } })
        times.push(`${to.type} ${Math.round(performance.now() - started)} ms`)
        // Whole already: nothing is copied again.
        expect(await migrate(from, to)).toMatchObject({ ...nothing, verified: true })
      }
      const after = await dump(last)
      console.info(
        `migrated ${total} messages over ${places.length - 1} hops, killed ${kills} times; ${after.length} characters; to ${times.join(', ')}`,
      )
      expect(after === before).toBe(true)
    } finally {
      await Promise.all([redis.stop(), postgres.stop()])
    }
  }, 3_600_000)
})

describe('a migration', () => {
  const file = (): BackendOptions & { type: 'file' } => ({ type: 'file', directory: join(folder(), 'store') })

  it('counts without writing', async () => {
    const [from, to] = [file(), file()]
    await fill(from, 20)
    const everything = { ...filled, messages: 20 + filled.messages }
    expect(await migrate(from, to, { dryRun: true })).toMatchObject({ ...everything, verified: false })
    expect(existsSync(to.directory)).toBe(false)
    expect(await migrate(from, to)).toMatchObject({ ...everything, verified: true })
    expect(await migrate(from, to, { dryRun: true })).toMatchObject(nothing)
    const store = await openStorage(from)
    await say(store, 'one', 'more')
    await store.documents.update('../note', { name: 'renamed' })
    await store.kv.set('ends', 'never')
    await store.close()
    const more = { sessions: 1, messages: 1, records: 1, versions: 1, values: 1 }
    expect(await migrate(from, to, { dryRun: true })).toMatchObject(more)
    expect(await migrate(from, to)).toMatchObject({ ...more, verified: true })
    expect(await dump(to)).toBe(await dump(from))
  })

  it('goes on behind the versions that are there', async () => {
    const [from, to] = [file(), file()]
    await fill(from, 20)
    const [store, target] = [await openStorage(from), await openStorage(to)]
    const early: string[] = []
    for (const line of await all(store.export())) {
      const { record } = JSON.parse(line) as { record?: { id: string; version: number } }
      if (record === undefined ? early.length === 0 : record.id === '../note' && record.version < 3) early.push(line)
    }
    await target.import(early)
    await Promise.all([store.close(), target.close()])
    const { records, versions } = await migrate(from, to)
    expect({ records, versions }).toEqual({ records: filled.records, versions: filled.versions - 2 })
    expect(await dump(to)).toBe(await dump(from))
  })

  it('leaves what is there already, and refuses another conversation of the same name', async () => {
    const [from, to] = [file(), file()]
    await fill(from, 20)
    const store = await openStorage(to)
    await say(store, 'mine', 'stays')
    await migrate(from, to)
    expect((await all(store.messages.list({ sessionId: 'mine' }))).length).toBe(1)
    const other = file()
    const theirs = await openStorage(other)
    await say(theirs, 'mine', 'another')
    await theirs.close()
    await expect(migrate(other, to)).rejects.toMatchObject({ code: 'storage/migration-conflict' })
    await expect(migrate(other, to, { dryRun: true })).rejects.toMatchObject({ code: 'storage/migration-conflict' })
    await store.close()
  })

  it('refuses another document of the same name', async () => {
    const [from, to] = [file(), file()]
    for (const place of [from, to]) {
      const store = await openStorage(place)
      await store.documents.create({ id: 'note', name: place.directory, content: 'text' })
      await store.close()
    }
    await expect(migrate(from, to)).rejects.toMatchObject({
      code: 'storage/migration-conflict',
      message: 'the target has another "note" of documents',
    })
  })

  it('refuses options that make no sense', async () => {
    const wrong = { type: 'file', directory: '' } as const
    await expect(migrate(wrong, file())).rejects.toMatchObject({ details: { field: 'directory' } })
  })
})

describe('verifying a store', () => {
  const file = (): BackendOptions & { type: 'file' } => ({ type: 'file', directory: join(folder(), 'store') })

  it('reads all of it, and says how much there is', async () => {
    const place = file()
    await fill(place, 20)
    const { content, problems } = await verify(place)
    expect({ content, problems }).toMatchObject({ content: { ...filled, messages: 23 }, problems: [] })
    const copy: BackendOptions = { type: 'sqlite', path: join(folder(), 'chat.db') }
    await migrate(place, copy)
    expect(await verify(copy)).toEqual({ content, problems: [] })
    expect(await verify(place, { against: copy })).toEqual({ content, against: content, problems: [] })
  })

  it('names what is missing and what is other', async () => {
    const [from, to] = [file(), file()]
    await fill(from, 20)
    await migrate(from, to)
    const store = await openStorage(to)
    await store.sessions.purge('one')
    await store.documents.update('../note', { name: 'other' })
    await store.kv.set('ends', 'later')
    await store.close()
    const { problems } = await verify(from, { against: to })
    expect(problems.toSorted()).toEqual([
      '"../note" of documents is another in the target',
      'key "ends" is another in the target',
      'session "one" is missing in the target',
    ])
  })

  it('finds bytes that are gone and messages that were lost', async () => {
    const place = file()
    await fill(place, 40)
    const blobs = join(place.directory, 'blobs')
    const [lost] = readdirSync(blobs).filter((name) => name.startsWith('documents.'))
    writeFileSync(join(blobs, lost ?? ''), 'other bytes')
    const log = join(place.directory, 'sessions', '_one.jsonl')
    const path = existsSync(log) ? log : join(place.directory, 'sessions', 'one.jsonl')
    const lines = readFileSync(path, 'utf8').split('\n')
    const damaged = lines.findIndex((line) => line.includes('"type":"messages"'))
    lines[damaged] = (lines[damaged] ?? '').replace('message', 'massage')
    writeFileSync(path, lines.join('\n'))
    const { problems } = await verify(place)
    expect(problems.join('\n')).toMatch(/session "one" lacks messages in 1 places/)
    expect(problems.join('\n')).toMatch(/the content of the record of documents .* is missing or not as it was written/)
  })

  it('makes no store where there is none', async () => {
    const place = file()
    await expect(verify(place)).rejects.toMatchObject({ code: 'storage/not-found' })
    expect(existsSync(place.directory)).toBe(false)
  })
})

/** @returns undefined when it was killed */
function migrateInProcess(
  program: string,
  task: readonly [BackendOptions, BackendOptions],
  killAfter: number,
): Promise<MigrationReport | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let errors = ''
    let lines: string[] = []
    let rest = ''
    child.stderr.on('data', (chunk) => {
      errors += String(chunk)
    })
    child.stdout.on('data', (chunk) => {
      const parts = (rest + String(chunk)).split('\n')
      rest = parts.pop() ?? ''
      lines = parts.length > 0 ? parts : lines
      if (Number(lines.at(-1)) >= killAfter) child.kill('SIGKILL')
    })
    child.once('close', (code) => {
      if (code === null) resolve(undefined)
      else if (code === 0) resolve(JSON.parse(lines.at(-1) ?? '') as MigrationReport)
      else reject(new Error(errors))
    })
  })
}
