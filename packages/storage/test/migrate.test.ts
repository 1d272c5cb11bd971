import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres, startRedis, withService } from '@engawa/testkit'
import { describe, expect, it } from 'vitest'
import { all, HandClock, say, userSays } from '../src/conformance/samples.js'
import { type BackendOptions, type MigrationReport, migrate, openStorage } from '../src/index.js'
import { bundle } from './bundle.js'

/** `STORAGE_MIGRATE=100000` for the long version. */
const total = Number(process.env.STORAGE_MIGRATE ?? 400)
const folder = () => mkdtempSync(join(tmpdir(), 'migrate-'))

/** Conversations of every kind, each message at a time of its own or with others. */
async function fill(options: BackendOptions, count: number): Promise<void> {
  const clock = new HandClock()
  const store = await openStorage({ ...options, clock })
  const sessions = ['one', 'josé', '../x', '縁側', 'deleted']
  await store.sessions.create({ id: 'empty', title: 'Nothing yet', metadata: { b: 1, a: [null, { z: 1, y: 2 }] } })
  for (let n = 0; n < count; ) {
    const size = Math.min(1 + (n % 7), count - n)
    clock.advance(1)
    const messages = Array.from({ length: size }, (_, index) => ({
      ...userSays(`message ${n + index} 行`),
      metadata: { n },
    }))
    await store.messages.append({ sessionId: sessions[n % sessions.length] ?? '', messages })
    n += size
  }
  clock.advance(1_000)
  await store.sessions.update('one', { title: 'later than its last message' })
  await store.sessions.delete('deleted')
  await store.close()
}

/** Everything that a store holds, as it hands it out, the keys of objects in order. */
async function dump(options: BackendOptions): Promise<string> {
  const store = await openStorage(options)
  const lines: string[] = []
  const ordered = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value
  for await (const session of store.sessions.list({ includeDeleted: true, limit: 1_000 })) {
    lines.push(JSON.stringify(session, ordered))
    for await (const message of store.messages.list({ sessionId: session.id, limit: 1_000 })) {
      lines.push(JSON.stringify(message, ordered))
    }
  }
  await store.close()
  return lines.join('\n')
}

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
      let kills = 0
      for (const [index, from] of places.slice(0, -1).entries()) {
        const to = places[index + 1] ?? last
        let report: MigrationReport | undefined
        for (let attempt = 0; report === undefined; attempt++) {
          // Each attempt gets a little further, then all the way.
          const killAfter = attempt < 3 ? 1 + Math.floor((total / 10) * attempt) : Number.POSITIVE_INFINITY
          report = await migrateInProcess(program, [from, to], killAfter)
          if (report === undefined) kills += 1
        }
        expect(report).toMatchObject({ verified: true, content: { messages: total, sessions: 6 } })
        // Whole already: nothing is copied again.
        expect(await migrate(from, to)).toMatchObject({ sessions: 0, messages: 0, verified: true })
      }
      const after = await dump(last)
      console.info(
        `migrated ${total} messages over ${places.length - 1} hops, killed ${kills} times; ${after.length} characters`,
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
    expect(await migrate(from, to, { dryRun: true })).toMatchObject({ sessions: 6, messages: 20, verified: false })
    expect(existsSync(to.directory)).toBe(false)
    await migrate(from, to)
    expect(await migrate(from, to, { dryRun: true })).toMatchObject({ sessions: 0, messages: 0 })
    const store = await openStorage(from)
    await say(store, 'one', 'more')
    await store.close()
    expect(await migrate(from, to, { dryRun: true })).toMatchObject({ sessions: 1, messages: 1 })
    expect(await migrate(from, to)).toMatchObject({ sessions: 1, messages: 1, verified: true })
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
    await store.close()
  })

  it('refuses options that make no sense', async () => {
    const wrong = { type: 'file', directory: '' } as const
    await expect(migrate(wrong, file())).rejects.toMatchObject({ details: { field: 'directory' } })
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
