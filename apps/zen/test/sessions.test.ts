import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type RedisService, startRedis, whyMissing } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
let redis: RedisService | undefined
const hasRedis = (await whyMissing('redis')) === undefined
beforeAll(async () => {
  if (hasRedis) redis = await startRedis()
})
afterAll(() => redis?.stop())
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const use = (type: string, more: object = {}) =>
  zen.config({
    storage: { type, ...(type === 'redis' ? { redis_port: redis?.port, redis_key_prefix: `${zen.home}:` } : {}) },
    ...more,
  })

/** Run with --json, check the answer against the command's own schema. */
async function data(path: string, ...args: readonly string[]) {
  const run = await zen.run([...path.split(' '), ...args, '--json'])
  expect(run).toMatchObject({ code: 0 })
  const { data } = run.json()
  assertMatchesOutput(cli, path, data)
  return data
}
const textsOf = async (name: string) =>
  ((await data('session show', name)).messages as { text: string }[]).map(({ text }) => text)
const namesOf = async (...args: readonly string[]) =>
  ((await data('session list', ...args)).sessions as { session: string }[]).map(({ session }) => session)

describe.each(['file', 'sqlite', ...(hasRedis ? ['redis'] : [])])('zen session on %s', (type) => {
  it('renames, and every name goes on in the same conversation', async () => {
    use(type)
    await zen.run(['chat', '-s', 'one', 'alpha'])
    await zen.run(['chat', '-s', 'other', 'beta'])
    expect(await data('session rename', 'one', 'two')).toMatchObject({ session: 'two', id: 'one', before: 'one' })
    await zen.run(['chat', '-s', 'two', 'gamma'])
    const all = ['alpha', 'You said: alpha', 'gamma', 'You said: gamma']
    expect(await textsOf('two')).toEqual(all)
    expect(await textsOf('one')).toEqual(all)
    expect((await namesOf()).sort()).toEqual(['other', 'two'])
    expect((await zen.run(['session', 'rename', 'two', 'other'])).stderr).toContain('already')
    await data('session rename', 'two', 'one')
    expect(await namesOf()).toContain('one')
    expect((await zen.run(['session', 'show', 'two'])).code).toBe(2)
  }, 120_000)

  it('forks at a message, and neither side hears of the other', async () => {
    use(type)
    for (const text of ['a', 'b']) await zen.run(['chat', '-s', 'trunk', text])
    expect(await data('session fork', 'trunk', 'branch', '--at', '2')).toMatchObject({ session: 'branch', messages: 2 })
    await zen.run(['chat', '-s', 'branch', 'c'])
    expect(await textsOf('branch')).toEqual(['a', 'You said: a', 'c', 'You said: c'])
    expect(await textsOf('trunk')).toEqual(['a', 'You said: a', 'b', 'You said: b'])
    expect((await zen.run(['session', 'fork', 'trunk', 'more', '--at', '99'])).code).toBe(2)
  }, 120_000)

  it('finds words in all conversations and in one', async () => {
    use(type)
    await zen.run(['chat', '-s', 'x', 'the token refresh fails'])
    await zen.run(['chat', '-s', 'y', 'a token of thanks'])
    await zen.run(['session', 'rename', 'x', 'auth'])
    const found = async (...args: readonly string[]) =>
      ((await data('session search', ...args)).hits as { session: string; role: string }[]).map(
        ({ session, role }) => `${session} ${role}`,
      )
    expect((await found('token', 'refresh')).sort()).toEqual(['auth assistant', 'auth user'])
    expect(await found('token', '-s', 'y', '--role', 'user')).toEqual(['y user'])
    expect((await zen.run(['session', 'search', 'nowhere'])).stdout).toBe('Nothing was found.\n')
  }, 120_000)

  it('deletes and restores; removes for good only when told so', async () => {
    use(type)
    await zen.run(['chat', '-s', 'gone', 'precious'])
    await data('session delete', 'gone')
    expect(await namesOf()).toEqual([])
    expect(await namesOf('--deleted')).toEqual(['gone'])
    expect((await zen.run(['session', 'show', 'gone'])).stderr).toContain('zen session restore gone')
    await data('session restore', 'gone')
    expect(await textsOf('gone')).toEqual(['precious', 'You said: precious'])
    const refused = await zen.run(['session', 'delete', 'gone', '--purge'])
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
    expect(await namesOf()).toEqual(['gone'])
    expect(await data('session delete', 'gone', '--purge', '--yes')).toMatchObject({ purged: true, messages: 2 })
    expect(await namesOf('--deleted')).toEqual([])
    expect((await zen.run(['session', 'restore', 'gone'])).code).not.toBe(0)
  }, 120_000)

  it('exports and imports, names and all, and again without doubling', async () => {
    use(type)
    await zen.run(['chat', '-s', 'first', 'hello'])
    await zen.run(['chat', '-s', 'second', 'not this one'])
    await zen.run(['session', 'rename', 'first', 'travels'])
    await data('session export', 'travels', '-o', 'out.ndjson')
    expect((await zen.run(['session', 'export', '-o', 'out.ndjson'])).code).toBe(2)
    expect((await zen.run(['session', 'export', 'travels'])).stdout).toBe(
      readFileSync(join(zen.home, 'out.ndjson'), 'utf8'),
    )
    const elsewhere = ['--storage', type === 'file' ? 'sqlite' : 'file']
    expect(await data('session import', 'out.ndjson', ...elsewhere)).toMatchObject({
      stored: { sessions: 1, messages: 2 },
    })
    expect(await data('session import', 'out.ndjson', ...elsewhere)).toMatchObject({ stored: { messages: 0 } })
    expect(await namesOf(...elsewhere)).toEqual(['travels'])
    expect((await data('session show', 'travels', ...elsewhere)).messages).toEqual(
      (await data('session show', 'travels')).messages,
    )
    expect((await zen.run(['session', 'import'], { stdin: 'no json\n' })).code).toBe(2)
  }, 120_000)

  it('cleans up what nobody used, and never what is kept', async () => {
    use(type)
    await zen.run(['chat', '-s', 'old', 'a'])
    await zen.run(['chat', '-s', 'pinned', 'b'])
    await data('session keep', 'pinned')
    expect(await data('session clean', '--yes')).toMatchObject({ older_than_hours: 24, sessions: [] })
    // Two days pass: the same lines, written two days ago.
    const lines = (await zen.run(['session', 'export'])).stdout
    const aged = lines.replace(/\d{4}-\d\d-\d\dT/g, '2026-01-02T')
    for (const name of ['old', 'pinned']) await zen.run(['session', 'delete', name, '--purge', '--yes'])
    expect((await zen.run(['session', 'import'], { stdin: aged })).code).toBe(0)
    expect(await data('session clean', '--dry-run')).toMatchObject({ sessions: ['old'] })
    expect((await zen.run(['session', 'clean'])).stderr).toContain('--yes')
    await data('session clean', '--yes')
    expect(await namesOf()).toEqual(['pinned'])
    await data('session restore', 'old')
    expect(await textsOf('old')).toEqual(['a', 'You said: a'])
  }, 120_000)
})

describe('zen session repair', () => {
  it('names what is lost and where its bytes are, and loses nothing more', async () => {
    for (const text of ['one', 'two', 'three']) await zen.run(['chat', '-s', 'torn', text])
    await zen.run(['chat', '-s', 'whole', 'fine'])
    expect(await data('session repair')).toMatchObject({ checked: 2, whole: true, sessions: [], damage: [] })
    const folder = join(zen.home, '.zen-cli/conversations/sessions')
    const path = join(folder, readdirSync(folder).find((name) => name.startsWith('torn')) ?? '')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"two"', '"tow"'))
    const report = await data('session repair')
    expect(report).toMatchObject({
      whole: false,
      sessions: [{ session: 'torn', gaps: [{ from: 3, to: 3 }], unlinked: [4], unanswered: [] }],
      damage: [{ kind: 'corrupt-record', quarantine: expect.stringContaining('quarantine') }],
      quarantined: 1,
    })
    expect(await textsOf('torn')).toEqual(['one', 'You said: one', 'You said: two', 'three', 'You said: three'])
  }, 120_000)

  it('makes names again whose entries were lost', async () => {
    await zen.run(['chat', '-s', 'id', 'a'])
    await zen.run(['session', 'rename', 'id', 'name'])
    const entries = join(zen.home, '.zen-cli/conversations/kv')
    for (const name of readdirSync(entries)) rmSync(join(entries, name))
    expect((await data('session repair')).names_renewed).toEqual(['name'])
    expect(await textsOf('name')).toEqual(['a', 'You said: a'])
  }, 120_000)

  it('has nothing to do after a migration, which takes names along', async () => {
    await zen.run(['chat', '-s', 'id', 'a'])
    await zen.run(['session', 'rename', 'id', 'name'])
    await zen.run(['storage', 'migrate', '--to', 'sqlite'])
    zen.config({ storage: { type: 'sqlite' } })
    expect((await data('session repair')).names_renewed).toEqual([])
    expect(await textsOf('name')).toEqual(['a', 'You said: a'])
  }, 120_000)
})
