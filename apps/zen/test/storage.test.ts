import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type RedisService, startRedis, withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

interface Shown {
  messages: { seq: number; text: string; reply_to: string | null; id: string }[]
}

withService(describe, 'redis')('zen with Redis', () => {
  let redis: RedisService
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  const useRedis = (more: object = {}) =>
    zen.config({ storage: { type: 'redis', redis_port: redis.port, redis_key_prefix: `${zen.home}:`, ...more } })
  const show = async (name: string) =>
    (await zen.run(['session', 'show', name, '--json'])).json().data as unknown as Shown & Record<string, unknown>

  it('keeps conversations there, and says so', async () => {
    useRedis()
    const run = await zen.run(['chat', '-s', 'r', 'remember me', '--json'])
    expect(run.stderr).toBe('')
    expect(run.json().data).toMatchObject({ backend: 'redis', durability: 'fsync', storage_outage: null })
    expect((await zen.run(['session', 'list', '--json'])).json().data).toMatchObject({
      backend: 'redis',
      sessions: [{ session: 'r', messages: 2 }],
    })
    // Words are in Redis alone; the log of zen's own runs holds none.
    expect(zen.diskText()).not.toContain('remember me')
  })

  it('goes on without Redis, says why, and merges in order once it is back', async () => {
    useRedis()
    await zen.run(['chat', '-s', 'trip', 'one'])
    await redis.kill()
    const away = await zen.run(['chat', '-s', 'trip', 'two', '--json'])
    expect(away.code).toBe(0)
    expect(
      away.stderr.match(
        /^warning: could not connect to Redis at .*; file keeps what is written until redis is back$/gm,
      ),
    ).toHaveLength(1)
    expect(away.json().data).toMatchObject({
      backend: 'file',
      durability: 'fsync',
      storage_outage: { of: 'redis', since: expect.any(String), reason: expect.stringContaining('Redis') },
      notes: [expect.stringContaining('redis is away')],
    })
    // The next process finds what this one said.
    await zen.run(['chat', '-s', 'trip', 'three'])
    expect((await show('trip')).messages.map(({ text }) => text)).toEqual([
      'two',
      'You said: two',
      'three',
      'You said: three',
    ])
    const status = (await zen.run(['storage', 'status', '--json'])).json().data
    assertMatchesOutput(cli, 'storage status', status)
    expect(status).toMatchObject({
      backend: 'file',
      chain: [
        { type: 'redis', healthy: false, problem: expect.stringContaining('Redis') },
        { type: 'file', pending: true },
        { type: 'memory', pending: false },
      ],
    })
    const doctor = (await zen.run(['doctor', '--json'])).json().data.checks as { name: string; status: string }[]
    expect(doctor.find(({ name }) => name === 'conversations')).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/^redis is away/),
    })
    const unknown = await zen.run(['session', 'show', 'elsewhere'])
    expect(unknown.stderr).toMatch(/redis is away: what is kept there can't be seen now/)
    expect((await zen.run(['storage', 'sync'])).code).toBe(6)

    await redis.restart()
    const back = await zen.run(['chat', '-s', 'trip', 'four', '--json'])
    expect(back.stderr).toMatch(/^note: redis serves; 4 messages of 1 session merged$/m)
    expect(back.json().data).toMatchObject({ backend: 'redis', storage_outage: null })
    const { messages } = await show('trip')
    expect(messages.map(({ text }) => text)).toEqual(
      ['one', 'two', 'three', 'four'].flatMap((text) => [text, `You said: ${text}`]),
    )
    expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const [index, { reply_to }] of messages.entries()) {
      if (index % 2 === 1) expect(reply_to).toBe(messages[index - 1]?.id)
    }
    const [folder = ''] = readdirSync(join(zen.home, '.zen-cli/outage'))
    expect(readdirSync(join(zen.home, '.zen-cli/outage', folder, 'sessions'))).toEqual([])
  }, 180_000)

  it('merges on demand', async () => {
    useRedis()
    await redis.kill()
    await zen.run(['chat', '-s', 'later', 'hello'])
    await redis.restart()
    const synced = (await zen.run(['storage', 'sync', '--json'])).json().data
    assertMatchesOutput(cli, 'storage sync', synced)
    expect(synced).toMatchObject({ backend: 'redis', sessions: 1, messages: 2, known: 0, adjusted: [] })
    expect((await zen.run(['storage', 'sync'])).stdout).toBe('Merged into redis: 0 messages of 0 sessions.\n')
  }, 180_000)

  it.each([
    ['--require-storage', ['--require-storage'], {}],
    ['storage.fallback none', [], { fallback: 'none' }],
  ])('fails without Redis when told to by %s, before a model is asked', async (_, args, settings) => {
    useRedis(settings)
    await redis.kill()
    const run = await zen.run(['chat', 'hello', '--json', ...args])
    await redis.restart()
    expect(run.code).toBe(6)
    expect(run.json().error).toMatchObject({
      code: 'storage/unreachable',
      hint: expect.stringContaining('server runs'),
    })
    expect(zen.ollama.modelRequests).toHaveLength(0)
  })

  it('keeps nothing on the disk when memory stands in, and says what is gone', async () => {
    useRedis({ fallback: 'memory' })
    await redis.kill()
    const run = await zen.run(['chat', 'a whisper'])
    await redis.restart()
    expect(run.code).toBe(0)
    expect(run.stderr).toMatch(/^warning: .*memory keeps what is written until redis is back$/m)
    expect(run.stderr).toMatch(/^warning: .*stood in memory alone, and is gone$/m)
    expect(zen.diskText()).not.toContain('a whisper')
  })

  it('takes each project to its own connection, and keeps those without one apart', async () => {
    const here = { port: redis.port }
    zen.config({
      storage: {
        type: 'redis',
        redis: {
          connections: {
            project1: { ...here, db: 0, key_prefix: `${zen.home}:1:` },
            project2: { ...here, db: 1, key_prefix: `${zen.home}:2:` },
          },
          default: 'project1',
        },
      },
    })
    const names = async (...args: string[]) =>
      (
        (await zen.run(['session', 'list', '--json', ...args])).json().data as { sessions: { session: string }[] }
      ).sessions.map(({ session }) => session)
    await zen.run(['chat', '-s', 'default', 'a'])
    await zen.run(['chat', '-s', 'second', 'b', '--project', 'project2'])
    await zen.run(['chat', '-s', 'third', 'c'], { env: { ZEN_PROJECT: 'project3' } })
    expect(await names()).toEqual(['default'])
    expect(await names('--project', 'project1')).toEqual(['default'])
    expect(await names('--project', 'project2')).toEqual(['second'])
    expect(await names('--project', 'project3')).toEqual(['third'])
    const status = (await zen.run(['storage', 'status', '--project', 'project2', '--json'])).json().data
    expect(status).toMatchObject({ project: 'project2', location: `redis://127.0.0.1:${redis.port}/1 ${zen.home}:2:*` })
  }, 180_000)

  it('takes where Redis is from the environment, and shows no password', async () => {
    const password = ['not', 'a', 'real', 'one'].join('-')
    const env = {
      ZEN_STORAGE_TYPE: 'redis',
      ZEN_STORAGE_REDIS_URL: `redis://nobody:${password}@127.0.0.1:${redis.port}`,
    }
    const run = await zen.run(['chat', 'hi', '--json'], { env })
    // A wrong password is no outage.
    expect(run.code).toBe(6)
    expect(run.json().error.code).toBe('storage/auth')
    const shown = await zen.run(['config', 'show'], { env })
    expect(run.stdout + run.stderr + shown.stdout + shown.stderr).not.toContain(password)
  })
})

describe('zen storage', () => {
  it('says where conversations are, with nothing to merge, when no server is used', async () => {
    const status = (await zen.run(['storage', 'status', '--json'])).json().data
    assertMatchesOutput(cli, 'storage status', status)
    expect(status).toMatchObject({ backend: 'file', chain: [{ type: 'file', healthy: true }], left_behind: [] })
    const sync = await zen.run(['storage', 'sync', '--json'])
    assertMatchesOutput(cli, 'storage sync', sync.json().data)
    expect((await zen.run(['storage', 'status'])).stdout).toContain('.zen-cli/conversations')
  })

  it('copies conversations into another backend, and says how many', async () => {
    await zen.run(['chat', '-s', 'mine', 'a'])
    const dry = (await zen.run(['storage', 'migrate', '--to', 'sqlite', '--dry-run', '--json'])).json().data
    expect(dry).toMatchObject({ dry_run: true, sessions: 1, messages: 2, verified: false })
    const done = (await zen.run(['storage', 'migrate', '--to', 'sqlite', '--json'])).json().data
    assertMatchesOutput(cli, 'storage migrate', done)
    expect(done).toMatchObject({ from: 'file', to: 'sqlite', messages: 2, verified: true })
    const shown = async (type: string) =>
      (await zen.run(['session', 'show', 'mine', '--storage', type, '--json'])).json().data.messages
    expect(await shown('sqlite')).toEqual(await shown('file'))
    const again = await zen.run(['storage', 'migrate', '--to', 'sqlite'])
    expect(again.stdout).toMatch(/^0 sessions, 0 messages copied from file to sqlite\./)
    expect((await zen.run(['storage', 'migrate', '--to', 'file'])).code).toBe(2)
    expect((await zen.run(['storage', 'migrate'])).code).toBe(2)
  }, 180_000)

  it('verifies what is kept, alone and against a copy', async () => {
    await zen.run(['chat', '-s', 'mine', 'a'])
    const none = await zen.run(['storage', 'verify', '--against', 'sqlite', '--json'])
    expect(none.code).toBe(6)
    expect(none.json().error.message).toContain('there is no sqlite store')
    await zen.run(['storage', 'migrate', '--to', 'sqlite'])
    const alone = (await zen.run(['storage', 'verify', '--json'])).json().data
    assertMatchesOutput(cli, 'storage verify', alone)
    expect(alone).toMatchObject({ backend: 'file', against: null, whole: true, content: { sessions: 1, messages: 2 } })
    const both = (await zen.run(['storage', 'verify', '--storage', 'sqlite', '--against', 'file', '--json'])).json()
      .data
    assertMatchesOutput(cli, 'storage verify', both)
    expect(both).toMatchObject({ whole: true, content: both.content_there, problems: [] })

    await zen.run(['chat', '-s', 'mine', 'b'])
    const differs = await zen.run(['storage', 'verify', '--against', 'sqlite'])
    expect(differs.code).toBe(6)
    expect(differs.stdout).toContain('session "mine" is another in the target')
    expect((await zen.run(['storage', 'verify', '--against', 'file'])).code).toBe(2)
    expect((await zen.run(['storage', 'verify', '--against', 'tape'])).code).toBe(2)
  }, 180_000)

  it('names what is damaged, and ends with the exit code of storage', async () => {
    await zen.run(['chat', '-s', 'mine', 'find me'])
    const log = join(zen.home, '.zen-cli/conversations/sessions/mine.jsonl')
    writeFileSync(log, readFileSync(log, 'utf8').replace('find me', 'find be'))
    const run = await zen.run(['storage', 'verify', '--json'])
    expect(run.code).toBe(6)
    expect(run.json().data).toMatchObject({ whole: false, problems: ['session "mine" lacks messages in 1 places'] })
    expect(run.stderr).toContain('has a damaged record')
  }, 180_000)

  it('keeps projects apart in folders too', async () => {
    await zen.run(['chat', '-s', 'mine', 'a', '--project', 'one'])
    expect((await zen.run(['session', 'list', '--project', 'one'])).stdout).toContain('mine')
    expect((await zen.run(['session', 'list'])).stdout).toContain('No conversations yet')
    expect((await zen.run(['session', 'list', '--project', '../x'])).code).toBe(2)
  })

  it.each([
    ['an unknown kind of fallback', { fallback: 'tape' }, 3, /storage\.fallback/],
    ['a default that does not exist', { type: 'redis', redis: { connections: { a1: {} }, default: 'a2' } }, 2, /a1/],
    ['a password variable that is not set', { type: 'redis', redis_password_env: 'NOT_SET' }, 2, /NOT_SET/],
    ['a port that is none', { type: 'redis', redis_port: 99_999 }, 3, /storage\.redis_port/],
  ])('refuses %s', async (_, storage, code, says) => {
    zen.config({ storage })
    const run = await zen.run(['session', 'list'])
    expect(run.code).toBe(code)
    expect(run.stderr).toMatch(says)
  })
})
