import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findOnPath, findZellij } from '../install/locate.mjs'
import { startServiceProcess } from '../process/service-process.js'
import { type RunResult, runBin } from '../process/spawn-bin.js'
import { createTempDir } from '../process/temp-dir.js'
import { waitUntil } from '../process/wait-until.js'

export interface ZellijService {
  /** Name of the session that is attached. */
  readonly session: string
  /** What a program needs to find this Zellij and this session, as if it ran in one of its panes. */
  readonly env: Readonly<Record<string, string>>
  /** Run `zellij <args>` against it: `run(['action', 'new-tab'])`. */
  run(args: readonly string[]): Promise<RunResult>
  /** All panes, those of plugins too. A Zellij under load answers with nothing at times: asked until there is something. */
  panes(): Promise<readonly ZellijPane[]>
  /** The pane in which somebody types. */
  focusedPane(): Promise<ZellijPane>
  /** The screen as a person would see it. */
  capture(): Promise<string>
  stop(): Promise<void>
  kill(): Promise<void>
}

export interface ZellijPane {
  readonly id: number
  readonly title: string
  readonly tab_name: string
  readonly is_plugin: boolean
}

const settings = `show_startup_tips false
show_release_notes false
default_shell "/bin/sh"
`

/** A Zellij of the test's own in a tmux of the test's own: it needs a terminal of some size to lay out panes. */
export async function startZellij(options: { session?: string } = {}): Promise<ZellijService> {
  const zellij = findZellij()
  const tmux = findOnPath('tmux')
  if (!zellij || !tmux) throw new Error('zellij or tmux is not on PATH')
  const directory = await createTempDir('ez-', { short: true })
  const session = options.session ?? `engawa-${process.pid}`
  const env = await environmentIn(directory.path, zellij)
  const socket = join(directory.path, 'tmux')
  // In the foreground (-D), so that it is our child; without a person's own settings (-f).
  const terminal = startServiceProcess(tmux, ['-D', '-f', '/dev/null', '-S', socket], { env, cwd: directory.path })
  const inTmux = (args: readonly string[]) => runBin(tmux, ['-S', socket, ...args], { env })
  const inZellij = (args: readonly string[]) =>
    runBin(zellij, args, { env: { ...env, ZELLIJ_SESSION_NAME: session }, cwd: directory.path })

  // Asked for a session before the server listens, tmux would start another server.
  await waitUntil('tmux listens', async () => (await inTmux(['list-sessions'])).code === 0, {
    explain: terminal.output,
  })
  const newTerminal = ['new-session', '-d', '-x', '200', '-y', '50', `'${zellij}' attach -c '${session}'`]
  const created = await inTmux(newTerminal)
  if (created.code !== 0) throw new Error(`tmux takes no session: ${created.stderr}`)
  const capture = async () => (await inTmux(['capture-pane', '-p'])).stdout
  // Only looking until it has drawn itself: a command that reaches Zellij while it starts can keep it from ever doing so.
  let screen = ''
  const shown = async () => {
    screen = await capture()
    return screen.includes(session)
  }
  await waitUntil('Zellij shows its session', shown, { explain: () => screen })
  await waitUntil('Zellij lists its session', async () => {
    const { stdout } = await inZellij(['list-sessions', '--short', '--no-formatting'])
    return stdout.split('\n').includes(session)
  })
  const panes = async () => {
    let found: readonly ZellijPane[] = []
    await waitUntil('Zellij lists its panes', async () => {
      found = JSON.parse((await inZellij(['action', 'list-panes', '--json', '--all'])).stdout)
      return Array.isArray(found)
    })
    return found
  }
  const focusedPane = async () => {
    let focused: ZellijPane | undefined
    await waitUntil('the session knows that somebody looks at it', async () => {
      const [, client = ''] = (await inZellij(['action', 'list-clients'])).stdout.trim().split('\n')
      const [, id] = client.trim().split(/\s+/)
      focused = (await panes()).find((pane) => !pane.is_plugin && `terminal_${pane.id}` === id)
      return focused !== undefined
    })
    if (!focused) throw new Error('nobody looks at the session')
    return focused
  }
  await waitUntil('the session has a pane', async () => (await panes()).some((pane) => !pane.is_plugin))
  await focusedPane()
  return {
    session,
    env: { ...env, ZELLIJ_SESSION_NAME: session },
    run: inZellij,
    panes,
    focusedPane,
    capture,
    async stop() {
      await inZellij(['kill-all-sessions', '--yes'])
      await terminal.stop()
      await directory.remove()
    },
    async kill() {
      await terminal.kill()
      await directory.remove()
    },
  }
}

async function environmentIn(directory: string, zellij: string): Promise<Record<string, string>> {
  const folder = async (name: string) => {
    const path = join(directory, name)
    await mkdir(path, { recursive: true, mode: 0o700 })
    return path
  }
  const configuration = await folder('config')
  await writeFile(join(configuration, 'config.kdl'), settings)
  return {
    PATH: `${dirname(zellij)}:${process.env.PATH ?? ''}`,
    HOME: await folder('home'),
    XDG_CACHE_HOME: await folder('cache'),
    XDG_CONFIG_HOME: await folder('xdg-config'),
    XDG_DATA_HOME: await folder('data'),
    TMUX_TMPDIR: directory,
    ZELLIJ_CONFIG_DIR: configuration,
    // Short: a socket's path ends at 107 bytes.
    ZELLIJ_SOCKET_DIR: await folder('s'),
    SHELL: '/bin/sh',
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
  }
}
