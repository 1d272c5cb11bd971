import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const patienceMs = 60_000

/**
 * A Zellij of our own with one session, in a terminal that nobody looks at.
 *
 * @param {string} folder a short one: the path of a socket ends at 107 bytes
 * @param {{ session: string, layout: string, panes: number }} wanted
 */
export async function startZellijSession(folder, { session, layout, panes }) {
  const env = environmentIn(folder)
  writeFileSync(join(folder, 'layout.kdl'), layout)
  const line = `stty rows 50 cols 200 && exec zellij --layout '${folder}/layout.kdl' attach --create ${session}`
  const client = spawn('script', ['-qec', line, '/dev/null'], { env, stdio: ['pipe', 'ignore', 'ignore'] })
  const act = (/** @type {readonly string[]} */ ...args) =>
    execFileSync('zellij', [`--session=${session}`, 'action', ...args], { env, encoding: 'utf8', stdio: 'pipe' })
  const until = Date.now() + patienceMs
  while (paneCount(act) < panes) {
    if (Date.now() > until) throw new Error(`Zellij opened ${paneCount(act)} of ${panes} panes`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    env,
    act,
    async stop() {
      execFileSync('zellij', ['kill-all-sessions', '--yes'], { env, stdio: 'ignore' })
      const gone = once(client, 'exit')
      client.stdin.end()
      client.kill()
      await gone
    },
  }
}

/** @param {(...args: readonly string[]) => string} act */
function paneCount(act) {
  try {
    return JSON.parse(act('list-panes', '--json')).filter(
      (/** @type {{ is_plugin: boolean }} */ pane) => !pane.is_plugin,
    ).length
  } catch {
    return 0
  }
}

/** @param {string} folder */
function environmentIn(folder) {
  for (const name of ['s', 'config', 'cache', 'data']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'config', 'config.kdl'), 'show_startup_tips false\nshow_release_notes false\n')
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    SHELL: '/bin/sh',
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    PERTH_HOME: join(folder, 'perth'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_DATA_HOME: join(folder, 'data'),
    ZELLIJ_CONFIG_DIR: join(folder, 'config'),
    ZELLIJ_SOCKET_DIR: join(folder, 's'),
  }
}
