import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type RedisService, startRedis, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { openVersion1 } from '../../src/state/redis/version-1.js'
import { bin, dataOf, type RunZnav, znavIn } from '../run-znav.js'
import { type Installed, install } from './stores.js'

const cli = znavCli('0.0.0')
const rounds = Number(process.env.ZNAV_MIGRATE_KILLS ?? 4)

withService(describe, 'redis')('znav migrate', () => {
  let installed: Installed
  let server: RedisService
  let raw: Redis
  let znav: RunZnav
  let env: Readonly<Record<string, string>>
  beforeEach(async () => {
    installed = await install('SQLite')
    server = await startRedis()
    raw = new Redis(server.url)
    env = { ...installed.env, PERTH_REDIS_URL: server.url }
    znav = znavIn(env, { cwd: installed.home.path })
  })
  afterEach(async () => {
    raw.disconnect()
    await server.stop()
    await installed.stop()
  })

  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const wire = (summary: string, minutes: number) =>
    JSON.stringify({ id: summary, timestamp: at(minutes), summary, entry_type: 'milestone', artifacts: ['a.ts'] })
  /** As version 1 wrote it: some panes have a history, some are not in its set of names. */
  const version1 = async (panes: number) => {
    const pipeline = raw.pipeline()
    for (let n = 0; n < panes; n++) {
      pipeline.hset(`znav:pane:p${n}`, { session: 'one', tab: `t${n % 3}`, position: `${n}`, 'meta:ticket': `${n}` })
      for (const step of [1, 2, 3]) pipeline.rpush(`znav:pane:p${n}:history`, wire(`p${n} step ${step}`, step))
      pipeline.hset(`znav:pane:p${n}:artifacts`, 'a.ts', at(1))
      if (n % 2 === 0) pipeline.sadd('znav:panes', `p${n}`)
    }
    await pipeline.exec()
  }
  const migrate = async (...args: readonly string[]) => {
    const data = await dataOf(znav('migrate', ...args, '--json'))
    assertMatchesOutput(cli, 'migrate', data)
    return data
  }
  const summaries = async (pane: string, run = znav) => {
    const { entries } = await dataOf(run('pane', 'history', pane, '--last', '100', '--json'))
    return (entries as { summary: string }[]).map(({ summary }) => summary)
  }

  it('takes over what version 1 left: panes, histories, artifacts, and is read from then on', async () => {
    await version1(4)
    const before = (await raw.keys('*')).sort()
    expect(await migrate('--dry-run')).toMatchObject({ panes: 4, changed: ['p0', 'p1', 'p2', 'p3'], entries_added: 12 })
    expect((await raw.keys('*')).sort()).toEqual(before)
    expect((await znav('doctor')).stdout).toMatch(/version 1.*4 panes in keys znav:\* to take over/)

    expect(await migrate()).toMatchObject({ dry_run: false, panes: 4, entries_added: 12, artifacts_added: 4 })
    await raw.del(...(await raw.keys('znav:*')))
    expect(await dataOf(znav('list', '--json'))).toMatchObject({ pane_count: 4 })
    expect(await summaries('p1')).toEqual(['p1 step 1', 'p1 step 2', 'p1 step 3'])
    expect(await dataOf(znav('pane', 'info', 'p3', '--json'))).toMatchObject({
      session: 'one',
      tab: 't0',
      position: 3,
      meta: { ticket: '3' },
      artifacts: { 'a.ts': expect.any(String) },
    })
    expect((await raw.smembers('perth:tabs:one:t0:panes')).sort()).toEqual(['p0', 'p3'])
  })

  it('changes nothing the second time, and takes up what version 1 logged since', async () => {
    await version1(2)
    await migrate()
    await znav('pane', 'log', 'p0', 'Newer than all')
    const keys = async () => Promise.all((await raw.keys('perth:*')).sort().map((key) => raw.dump(key)))
    const before = await keys()
    expect(await migrate()).toMatchObject({ panes: 2, changed: [], entries_added: 0 })
    expect(await keys()).toEqual(before)
    await raw.lpush('znav:pane:p0:history', wire('By version 1, meanwhile', 0.5))
    expect(await migrate()).toMatchObject({ changed: ['p0'], entries_added: 1 })
    expect((await summaries('p0')).slice(0, 3)).toEqual(['Newer than all', 'By version 1, meanwhile', 'p0 step 1'])
  })

  it('removes the old keys only when told, of what arrived', async () => {
    await version1(3)
    expect(await migrate()).toMatchObject({ panes_removed: 0 })
    expect((await raw.keys('znav:*')).length).toBeGreaterThan(0)
    expect(await migrate('--remove-old')).toMatchObject({ panes_removed: 3 })
    expect(await raw.keys('znav:*')).toEqual([])
    expect(await summaries('p2')).toHaveLength(3)
    expect(await migrate()).toMatchObject({ panes: 0, changed: [] })
  })

  it('keeps the old keys of a pane of which an entry did not arrive, and says so', async () => {
    await version1(2)
    await raw.rpush('znav:pane:p0:history', wire('Older than any that is kept', 200 * 24 * 60))
    const { stdout } = await znav('migrate', '--remove-old')
    expect(stdout).toContain('Still there: 1 pane,')
    expect(stdout).toContain('Removed there: 1 pane.')
    expect(await raw.lrange('znav:pane:p0:history', 0, -1)).toHaveLength(4)
    expect(await raw.exists('znav:pane:p1')).toBe(0)
  })

  it('removes nothing that was written to since it was taken over', async () => {
    await version1(1)
    const source = await openVersion1(server.url)
    const taken = await source.stored('p0')
    if (taken === undefined) throw new Error('version 1 has left nothing')
    await raw.hset('znav:pane:p0', 'meta:ticket', 'another')
    expect(await source.remove(taken)).toBe(false)
    await raw.hset('znav:pane:p0', 'meta:ticket', '0')
    await raw.hset('znav:pane:p0:artifacts', 'b.ts', at(1))
    expect(await source.remove(taken)).toBe(false)
    await raw.hdel('znav:pane:p0:artifacts', 'b.ts')
    expect(await source.remove(taken)).toBe(true)
    expect(await raw.keys('znav:*')).toEqual([])
    source.close()
  })

  it('loses nothing when it is killed at any moment and run again', { timeout: 120_000 }, async () => {
    await version1(150)
    for (let round = 0; round < rounds; round++) {
      const child = spawn(process.execPath, [bin, 'migrate', '--remove-old'], {
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: 'ignore',
      })
      const closed = once(child, 'close')
      const wanted = Math.floor(((round + Math.random()) / rounds) * 150)
      // Killed in the midst of its work: after so many panes, whatever the machine's speed.
      while ((await raw.scard('perth:panes')) < wanted && child.exitCode === null) await raw.ping()
      child.kill('SIGKILL')
      await closed
    }
    await migrate('--remove-old')
    expect(await raw.keys('znav:*')).toEqual([])
    const { panes } = (await dataOf(znav('export', '--json'))) as { panes: { entries: unknown[] }[] }
    expect(panes).toHaveLength(150)
    expect(panes.filter(({ entries }) => entries.length !== 3)).toEqual([])
  })

  it('carries everything from the file to Redis and back, with the events that wait', async () => {
    const announcing = znavIn({ ...installed.env, PERTH_BLOODBANK_URL: 'amqp://127.0.0.1:1' })
    await announcing('pane', 'log', 'backend', 'In the file', '--type', 'milestone', '--artifacts', 'a.ts')
    await installed.znav('pane', 'goal', 'backend', 'All of it')
    expect(await migrate('--from', 'sqlite', '--dry-run')).toMatchObject({ changed: ['backend'], events_moved: 1 })
    expect(await raw.keys('*')).toEqual([])
    expect(await migrate('--from', 'sqlite')).toMatchObject({ changed: ['backend'], entries_added: 1, events_moved: 1 })
    expect(await dataOf(znav('events', 'status', '--json'))).toMatchObject({ pending: 1 })
    expect(await dataOf(installed.znav('events', 'status', '--json'))).toMatchObject({ pending: 0 })
    expect((await znav('pane', 'goal', 'backend')).stdout).toContain('All of it')
    await znav('pane', 'log', 'backend', 'In Redis')
    expect(await migrate('--from', 'redis')).toMatchObject({ changed: ['backend'], entries_added: 1, events_moved: 1 })
    expect(await summaries('backend', installed.znav)).toEqual(['In Redis', 'In the file'])
    expect(await dataOf(installed.znav('events', 'status', '--json'))).toMatchObject({ pending: 1 })
  })

  it('says what it needs', async () => {
    expect(await installed.znav('migrate')).toMatchObject({ code: 3, stderr: expect.stringContaining('redis_url') })
    expect(await migrate('--from', 'sqlite')).toMatchObject({ panes: 0, changed: [] })
    expect(await migrate()).toMatchObject({ panes: 0 })
    const away = znavIn({ ...installed.env, PERTH_REDIS_URL: 'redis://127.0.0.1:1' })
    expect((await away('migrate')).code).toBe(4)
  })
})
