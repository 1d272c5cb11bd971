import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startZellij, waitUntil, withService, type ZellijService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dataOf, type RunZnav, znavIn } from '../run-znav.js'

interface Restored {
  readonly commands_run: readonly string[]
  readonly commands_typed: number
  readonly warnings: readonly { pane: string | null; issue: string; fallback: string }[]
  readonly errors: readonly unknown[]
}

withService(describe, 'zellij')('a session restored where the world has changed', () => {
  vi.setConfig({ testTimeout: 180_000 })
  let service: ZellijService
  let znav: RunZnav
  let home: string
  const at = (...names: readonly string[]) => join(home, ...names)
  const ran = (name: string) => existsSync(at(`ran-${name}`))

  /** A program that leaves a trace when it is started, and stays. */
  function program(name: string): string {
    const path = at('bin', name)
    writeFileSync(path, `#!/bin/sh\ntouch '${at(`ran-${name}`)}'\nsleep 1000\nexit 0\n`)
    chmodSync(path, 0o755)
    return path
  }

  beforeAll(async () => {
    service = await startZellij()
    home = service.env.HOME ?? ''
    for (const folder of ['bin', 'gone', 'repo', 'perth']) mkdirSync(at(folder))
    writeFileSync(at('perth', 'config.toml'), `[restoration]\nrun = ["${at('bin', 'server')} --port 1"]\n`)
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: at('repo') })
    git('init', '-q', '-b', 'fix-login')
    znav = znavIn({ ...service.env, PERTH_HOME: at('perth') }, { timeoutMs: 150_000 })

    const open = (name: string, cwd: string, ...words: readonly string[]) =>
      service.run(['action', 'new-pane', '--name', name, '--cwd', cwd, ...(words.length > 0 ? ['--', ...words] : [])])
    await open('editor', home, program('vim'), 'a file.txt')
    await open('ssh', home, program('ssh'), '-p', '2222', 'me@example.org', 'tail -f "/var/log/some file" | grep x')
    await open('server', home, program('server'), '--port', '1')
    await open('tool', home, program('removed'), '--now')
    for (const [name, folder] of [
      ['lost', 'gone'],
      ['branch', 'repo'],
    ] as const) {
      await open(name, home)
      await service.run(['action', 'write-chars', `cd '${at(folder)}' && touch '${at(`ran-${name}`)}'\n`])
    }
    await waitUntil('all have started', () => ['vim', 'ssh', 'server', 'removed', 'lost', 'branch'].every(ran))
    await waitUntil('all are there', async () => (await service.panes()).filter((pane) => !pane.is_plugin).length === 7)
    await dataOf(znav('snapshot', 'create', 'before', '--json'))

    await service.run(['delete-session', '--force', service.session])
    for (const name of ['vim', 'ssh', 'server', 'removed']) rmSync(at(`ran-${name}`))
    rmSync(at('gone'), { recursive: true })
    rmSync(at('bin', 'removed'))
    git('symbolic-ref', 'HEAD', 'refs/heads/main')
  }, 180_000)
  afterAll(() => service.stop())

  const restore = async (...args: readonly string[]) =>
    (await dataOf(znav('snapshot', 'restore', 'before', ...args, '--json'))) as unknown as Restored

  it('warns of what is gone and what is done instead, and runs nothing', async () => {
    const restored = await restore('--into', 'typed')
    expect(restored.warnings.map(({ pane, issue }) => [pane?.split('/').at(-1), issue]).sort()).toEqual([
      ['branch', 'branch_changed'],
      ['lost', 'cwd_missing'],
      ['tool', 'command_unavailable'],
    ])
    expect(restored).toMatchObject({ commands_run: [], commands_typed: 4, errors: [] })
    expect(restored.warnings.find(({ issue }) => issue === 'cwd_missing')?.fallback).toBe(`opened in ${home}`)
    expect(['vim', 'ssh', 'server', 'removed'].filter(ran)).toEqual([])
  })

  it('runs what is allowed, and that alone', async () => {
    const restored = await restore('--into', 'run', '--run')
    expect(restored).toMatchObject({ commands_run: [`${at('bin', 'server')} --port 1`], commands_typed: 3, errors: [] })
    await waitUntil('it runs', () => ran('server'))
    expect(['vim', 'ssh', 'removed'].filter(ran)).toEqual([])
  })

  it('keeps what is typed and waits when the restored session is kept again', async () => {
    await dataOf(znav('snapshot', 'create', 'after', '--session', 'typed', '--json'))
    const { tabs } = (await dataOf(znav('snapshot', 'show', 'after', '--json'))) as {
      tabs: { panes: { name: string; running_command: string | null }[] }[]
    }
    const commands = tabs.flatMap(({ panes }) => panes).filter(({ running_command }) => running_command !== null)
    expect(commands.map(({ name }) => name).sort()).toEqual(['editor', 'server', 'ssh', 'tool'])
    expect(commands.find(({ name }) => name === 'ssh')?.running_command).toBe(
      `${at('bin', 'ssh')} -p 2222 me@example.org 'tail -f "/var/log/some file" | grep x'`,
    )
  })
})
