import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { startZellij, waitUntil, withService, type ZellijService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { dataOf, type RunZnav, znavIn } from '../run-znav.js'

const cli = znavCli('0.0.0')
const work = 'Wörk & "play"'

withService(describe, 'zellij')('snapshots of a real session', () => {
  vi.setConfig({ testTimeout: 120_000 })
  let service: ZellijService
  let znav: RunZnav
  let env: Readonly<Record<string, string>>

  beforeAll(async () => {
    service = await startZellij({ session: work })
    env = { ...service.env, PERTH_HOME: join(service.env.HOME ?? '', 'perth') }
    znav = znavIn(env, { timeoutMs: 100_000 })
    await service.run(['action', 'new-pane', '--name', 'it\'s "odd"', '--cwd', service.env.HOME ?? '/'])
    await waitUntil('there are two panes', async () => (await terminals()).length === 2)
  }, 120_000)
  afterAll(() => service.stop())

  const terminals = async () => (await service.panes()).filter((pane) => !pane.is_plugin)
  const ask = async (command: string, ...args: readonly string[]) => {
    const data = await dataOf(znav('snapshot', command, ...args, '--json'))
    assertMatchesOutput(cli, `snapshot ${command}`, data)
    return data
  }

  it('creates one, and a small patch on it once something has changed', async () => {
    expect(await ask('create', 'first')).toMatchObject({
      session: work,
      is_incremental: false,
      tab_count: 1,
      pane_count: 2,
      warnings: [{ issue: 'scroll_offset_unknown' }],
    })
    await service.run(['action', 'new-pane', '--name', 'third', '--cwd', '/'])
    await waitUntil('there are three panes', async () => (await terminals()).length === 3)
    const second = await ask('create', 'second', '--incremental')
    expect(second).toMatchObject({ is_incremental: true, parent: 'first', pane_count: 3 })
    expect(second.size_bytes).toBeLessThan(1_000)
    const third = await ask('create', 'third', '--incremental')
    expect(third).toMatchObject({ parent: 'second' })
    expect(third.size_bytes).toBeLessThan(100)
  })

  it('refuses a name that is taken, and keeps what is there', async () => {
    const { checksum } = await ask('show', 'first')
    expect(await znav('snapshot', 'create', 'first')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('has a snapshot first already'),
    })
    expect(await ask('show', 'first')).toMatchObject({ checksum })
  })

  it('lists, shows, compares and verifies them, also without Zellij', async () => {
    const without = znavIn({ HOME: env.HOME ?? '', PERTH_HOME: env.PERTH_HOME ?? '', PATH: '/nowhere' })
    const listed = await dataOf(without('snapshot', 'list', '--json'))
    expect(listed.snapshots).toMatchObject([
      { name: 'third', is_latest: true },
      { name: 'second', is_latest: false },
      { name: 'first', is_latest: false },
    ])
    assertMatchesOutput(cli, 'snapshot list', listed)
    const shown = await ask('show', 'third')
    expect(shown).toMatchObject({ display: { columns: 200, rows: 50 }, tabs: [{ panes: { length: 3 } }] })
    const { changes } = (await ask('diff', 'first', 'second')) as { changes: { path: string }[] }
    expect(changes.map(({ path }) => path)).toContain('panes.terminal_2')
    expect(await ask('verify')).toEqual({ checked: 3, damaged: [] })
    expect((await without('snapshot', 'show', 'third')).stdout).toContain('it\'s "odd"')
    expect((await without('snapshot', 'create', 'none')).code).toBe(1)
    expect(await without('snapshot', 'restore', 'third')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('zellij is not installed'),
    })
  })

  it('keeps the last good one when Zellij answers with nothing', async () => {
    const folder = join(env.HOME ?? '', 'silent')
    const real = (env.PATH ?? '').split(':')[0]
    mkdirSync(folder)
    // The real one, but for a dump: that it answers with nothing, and success.
    writeFileSync(
      join(folder, 'zellij'),
      `#!/bin/sh\nfor word; do [ "$word" = dump-layout ] && exit 0; done\nexec '${real}/zellij' "$@"\n`,
    )
    chmodSync(join(folder, 'zellij'), 0o755)
    const silent = znavIn({ ...env, PATH: `${folder}:${env.PATH}` }, { timeoutMs: 100_000 })
    expect(await silent('snapshot', 'create', 'empty')).toMatchObject({ code: 1, stdout: '' })
    expect(await ask('list')).toMatchObject({ snapshots: [{ name: 'third', is_latest: true }, {}, {}] })
    expect(await ask('verify')).toEqual({ checked: 3, damaged: [] })
  })

  it('does nothing in a dry run, and nothing to a session that runs', async () => {
    const { layout, dry_run } = await ask('restore', 'third', '--dry-run')
    expect(dry_run).toBe(true)
    expect(layout).toContain('pane name="it\'s \\"odd\\""')
    expect(await znav('snapshot', 'restore', 'third')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is running'),
    })
    expect((await service.run(['list-sessions', '--short'])).stdout.trim()).toBe(work)
    expect(await terminals()).toHaveLength(3)
  })

  it('restores beside the running one, exactly, and adds to one that runs', async () => {
    expect(await ask('restore', 'third', '--into', 'again')).toMatchObject({
      session: 'again',
      tabs_restored: 1,
      panes_restored: 3,
      warnings: [],
      errors: [],
    })
    const { code, stdout } = await znav('snapshot', 'restore', 'first', '--into', 'again')
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Restored 1 tab and 2 panes') })
    await service.run(['delete-session', '--force', 'again'])
  })

  it('is the same in a new terminal once the session has ended', async () => {
    await service.run(['kill-session', work])
    await service.run(['delete-session', '--force', work])
    expect(await ask('restore', 'third')).toMatchObject({ session: work, panes_restored: 3, errors: [] })
    expect(await ask('create', 'fourth', '--session', work)).toMatchObject({ pane_count: 3 })
    await service.run(['delete-session', '--force', work])
  })

  it('deletes one, and those that build on it stay whole', async () => {
    expect(await ask('delete', 'first', '--session', work)).toEqual({
      session: work,
      name: 'first',
      rebased: ['second'],
    })
    expect(await ask('verify')).toMatchObject({ damaged: [] })
    expect(await ask('show', 'third')).toMatchObject({ pane_count: 3, parent: 'second' })
    expect(await znav('snapshot', 'show', 'first')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no snapshot first'),
    })
  })
})
