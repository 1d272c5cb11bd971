import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataOf, znavIn } from '../run-znav.js'
import { hasShell, type ShellRun, typeInto } from '../shell-session.js'
import { until } from '../start-znav.js'
import { type Installed, install } from './stores.js'

interface Recorded {
  readonly command: string
  readonly exitCode: number
  readonly cwd: string
  readonly durationMs: number
}

describe.each(['bash', 'zsh', 'fish'] as const)('the hook of %s', (shell) => {
  let installed: Installed
  beforeEach(async () => {
    installed = await install('SQLite')
    await installed.znav('pane', 'log', 'backend', 'Began')
  })
  afterEach(() => installed.stop())

  const hooks = (...path: readonly string[]) => join(installed.home.path, '.local', 'state', 'perth', 'hooks', ...path)
  const type = (lines: readonly string[], run: Omit<ShellRun, 'home'> = {}) =>
    typeInto(shell, lines, { home: installed.home.path, ...run, env: { PERTH_PANE: 'backend', ...run.env } })
  const kept = (pane = 'backend'): readonly Recorded[] => {
    const file = hooks('commands', `${pane}.ndjson`)
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    // fish tells of its end too.
    return lines.map((line) => JSON.parse(line) as Recorded).filter(({ command }) => command !== 'exit')
  }
  const recorded = async (pane?: string) => {
    await dataOf(installed.znav('hook', 'collect', '--json'))
    return kept(pane)
  }
  const commands = async (pane?: string) => (await recorded(pane)).map(({ command }) => command)
  const shellIt = it.skipIf(!hasShell(shell))

  shellIt('records what was typed, with directory, exit code and duration', async () => {
    mkdirSync(join(installed.home.path, 'my work'))
    await type(['echo one', "cd 'my work'", '', 'false', 'sleep 0.2'])
    const home = installed.home.path
    const all = await recorded()
    expect(all).toMatchObject([
      { command: 'echo one', exitCode: 0, cwd: home },
      { command: "cd 'my work'", exitCode: 0, cwd: join(home, 'my work') },
      { command: 'false', exitCode: 1 },
      { command: 'sleep 0.2', exitCode: 0 },
    ])
    expect(all[3]?.durationMs).toBeGreaterThanOrEqual(200)
  })

  shellIt('lets odd commands through whole', async () => {
    const odd = [
      `echo 'it'"'"'s "quoted" \\back\\ $HOME %s %d'`,
      "echo 'ünïcode 🏯 東京'",
      "echo 'first\nsecond'",
      'echo * ? [a] {b,c} ~ \\! | cat > /dev/null',
      `: '${'long '.repeat(300)}'`,
    ]
    await type(odd)
    expect(await commands()).toEqual(odd)
  })

  shellIt('records nothing that begins with a space, and nothing that was switched off', async () => {
    const home = installed.home.path
    mkdirSync(join(home, 'private', 'deep'), { recursive: true })
    writeFileSync(join(home, 'private', '.perth-off'), '')
    const switched =
      shell === 'fish'
        ? ['set PERTH_OFF 1', 'echo off', 'set -e PERTH_OFF']
        : ['PERTH_OFF=1', 'echo off', 'unset PERTH_OFF']
    await type([
      ' echo spaced',
      'echo one',
      ' echo spaced',
      'cd private/deep',
      'echo hidden',
      'cd',
      ...switched,
      'echo two',
    ])
    const all = await commands()
    expect(all.filter((command) => command.startsWith('echo'))).toEqual(['echo one', 'echo two'])
    expect(
      readdirSync(hooks('spool'))
        .map((name) => readFileSync(hooks('spool', name), 'utf8'))
        .join(),
    ).toMatch(/^[\s,]*$/)
  })

  shellIt('records nothing of a pane that was switched off, by name or place', async () => {
    expect((await installed.znav('hook', 'off', 'backend')).stdout).toBe('Commands in backend are not recorded.\n')
    await type(['echo one'])
    expect(await commands()).toEqual([])
    await installed.znav('hook', 'on', 'backend')
    await type(['echo two'])
    expect(await commands()).toEqual(['echo two'])

    const inside = { ZELLIJ_SESSION_NAME: 'My work', ZELLIJ_PANE_ID: '7', PERTH_PANE: '' }
    const there = znavIn({ ...installed.env, ...inside })
    await there('pane', 'log', 'web', 'Began')
    await there('hook', 'off')
    await type(['echo three'], { env: inside })
    expect(await commands('web')).toEqual([])
    await there('hook', 'on')
    await type(['echo four'], { env: inside })
    expect(await commands('web')).toEqual(['echo four'])
    expect((await there('hook', 'status')).stdout).toBe('Commands in pane 7 of session My work are recorded.\n')
  })

  shellIt('keeps the spool to its owner, and no secret beyond it', async () => {
    const token = `ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}`
    await type([`export GITHUB_TOKEN=${token}`, `echo ${token}`, `ls -l '${hooks('spool')}'`], { before: 'umask 022' })
    const all = JSON.stringify(await recorded())
    expect(all).toContain('GITHUB_TOKEN')
    expect(all).not.toContain(token)
    for (const name of readdirSync(hooks('spool'))) expect(statSync(hooks('spool', name)).mode & 0o077).toBe(0)
    expect(statSync(hooks('commands', 'backend.ndjson')).mode & 0o077).toBe(0)
  })

  shellIt('collects by itself at the interval, in the background, and says nothing of it', async () => {
    const file = join(installed.home.path, '.config', 'perth', 'config.toml')
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, '[intent_tracking]\nauto_snapshot_interval = 3\n')
    const shown = await type(['echo one', 'echo two', 'echo three', 'echo four'])
    await until('the background collection', () => kept().length >= 3)
    expect(kept().map(({ command }) => command)).toEqual(expect.arrayContaining(['echo one', 'echo two', 'echo three']))
    expect(shown).not.toMatch(/\[\d+\]|Done|done/)
  })

  shellIt('starts no second collection before the pause is over, however much is typed', async () => {
    const file = join(installed.home.path, '.config', 'perth', 'config.toml')
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, '[intent_tracking]\nauto_snapshot_interval = 1\nauto_snapshot_pause_secs = 86400\n')
    const lines = Array.from({ length: 12 }, (_, index) => `: ${index}`)
    await type(lines, { env: { PERTH_DEBUG: '1' } })
    const log = join(installed.home.path, '.local', 'state', 'perth', 'logs', 'znav.log')
    const collections = () =>
      (existsSync(log) ? readFileSync(log, 'utf8') : '').match(/"hook collect","msg":"started"/g) ?? []
    await until('the one collection', () => collections().length > 0)
    expect(await commands()).toEqual(lines)
    // The one in the background; that of this test writes no log of its own.
    expect(collections()).toHaveLength(1)
  })

  shellIt('leaves the exit code and the prompt commands of others as they are', async () => {
    const theirs = {
      bash: "PROMPT_COMMAND='echo code=$?'\nPS0='ps0>'",
      zsh: 'theirs() { echo code=$? }\nprecmd_functions=(theirs)',
      fish: 'function theirs --on-event fish_postexec; echo code=$status; end',
    }
    const shown = await type(['false', 'true', `sh -c 'exit 7'`], { before: theirs[shell] })
    expect(shown.match(/code=\d/g)?.slice(shell === 'fish' ? 0 : 1, shell === 'fish' ? 3 : 4)).toEqual([
      'code=1',
      'code=0',
      'code=7',
    ])
    expect(await commands()).toHaveLength(3)
  })

  it.skipIf(shell !== 'fish' || !hasShell(shell))('records nothing in private mode', async () => {
    const theirs = 'function theirs --on-event fish_postexec; echo code=$status; end'
    const shown = await type(['set -g fish_private_mode 1', 'echo one', 'false', 'set -e fish_private_mode', ': two'], {
      before: theirs,
    })
    expect(shown.match(/code=\d/g)?.slice(0, 3)).toEqual(['code=0', 'code=0', 'code=1'])
    expect(await commands()).toEqual(['set -e fish_private_mode', ': two'])
  })

  shellIt('does nothing where tracking is switched off', async () => {
    await type(['echo one'], { env: { PERTH_INTENT_TRACKING: 'false' } })
    expect(existsSync(hooks('spool'))).toBe(false)
  })

  it.skipIf(!hasShell(shell) || !hasShell('strace'))('starts no process for a prompt', async () => {
    const started = async (lines: readonly string[]) => {
      const log = join(installed.home.path, `strace-${lines.length}`)
      await type(lines, { under: `strace -f -qq -e trace=clone,clone3,fork,vfork -o '${log}'` })
      return readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => /\b(clone3?|v?fork)\(.* = \d+$/.test(line) && !line.includes('CLONE_THREAD')).length
    }
    const few = await started([': one'])
    const many = await started([': one', ': two', ': three', ': four', ': five'])
    expect(many).toBe(few)
    expect(await commands()).toEqual([': one', ': one', ': two', ': three', ': four', ': five'])
  })
})
