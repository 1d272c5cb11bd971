import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTempDir, runBin, startServiceProcess, waitUntil } from '@engawa/testkit'
import type { ZenHome } from './zen-home.js'

const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')

const tmux = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'tmux'))
  .find(existsSync)

interface Declare {
  (name: string, body: () => void): unknown
  readonly skip: (name: string, body: () => void) => unknown
}

/** `describe` for suites at a terminal: skipped by name where there is no tmux to have one from. */
export const atTerminal = (describe: Declare) => (name: string, body: () => void) =>
  tmux === undefined ? describe.skip(`${name} [no tmux on PATH; apt-get install tmux]`, body) : describe(name, body)

export interface TerminalScreen {
  /** Letters as a person types them. */
  type(text: string): Promise<void>
  /** Keys by tmux's names: `Enter`, `C-c`, `Up`, `M-Enter`. */
  press(...keys: readonly string[]): Promise<void>
  /** Text from the clipboard, marked as such where the program asked for it. */
  paste(text: string): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  /** What stands on the screen, lines above it included. */
  text(): Promise<string>
  waitFor(what: RegExp | string): Promise<void>
  /** This stands there, and below it the prompt: what is pressed now is for the line. */
  waitForPrompt(after: string): Promise<void>
  /** As `kill` does from elsewhere: no key is pressed. */
  terminate(): void
  /** The program has ended; its exit code. */
  ended(): Promise<number>
  close(): Promise<void>
}

/** zen at a real terminal, in a tmux of the test's own. */
export async function openScreen(zen: ZenHome, args: readonly string[], environment: Record<string, string> = {}) {
  if (tmux === undefined) throw new Error('tmux is not on PATH')
  const directory = await createTempDir('zt-', { short: true })
  const socket = join(directory.path, 'tmux')
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: zen.home,
    LC_ALL: 'C.UTF-8',
    SHELL: '/bin/sh',
    OLLAMA_HOST: zen.ollama.url,
    ...environment,
  }
  const server = startServiceProcess(tmux, ['-D', '-f', '/dev/null', '-S', socket], { env, cwd: zen.home })
  const run = (...words: readonly string[]) => runBin(tmux, ['-S', socket, ...words], { env })
  await waitUntil('tmux listens', async () => (await run('list-sessions')).code === 0, { explain: server.output })
  const words = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')
  const pidFile = join(directory.path, 'pid')
  const command = `sh -c 'echo $$ > "$0"; exec "$@"' '${pidFile}' ${words}; echo "ended with $?"; exec sleep 3600`
  const created = await run('new-session', '-d', '-x', '80', '-y', '24', command)
  if (created.code !== 0) throw new Error(`tmux takes no session: ${created.stderr}`)

  const text = async () => (await run('capture-pane', '-p', '-e', '-J', '-S', '-200')).stdout
  const plain = async () => (await text()).replace(/\u001b\[[0-9;]*m/g, '')
  const screen: TerminalScreen = {
    type: async (letters) => void (await run('send-keys', '-l', letters)),
    press: async (...keys) => void (await run('send-keys', ...keys)),
    async paste(clip) {
      await run('set-buffer', clip)
      await run('paste-buffer', '-p')
    },
    resize: async (columns, rows) => void (await run('resize-window', '-x', String(columns), '-y', String(rows))),
    text,
    async waitFor(what) {
      let seen = ''
      await waitUntil(
        `the terminal shows ${what}`,
        async () => {
          seen = await plain()
          return typeof what === 'string' ? seen.includes(what) : what.test(seen)
        },
        { explain: () => seen, timeoutMs: 30_000 },
      )
    },
    async waitForPrompt(after) {
      let seen = ''
      await waitUntil(
        `the terminal shows ${after} and a prompt`,
        async () => {
          seen = await plain()
          const at = seen.lastIndexOf(after)
          return at !== -1 && /\n>\s*$/.test(seen.slice(at))
        },
        { explain: () => seen, timeoutMs: 30_000 },
      )
    },
    terminate: () => void process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM'),
    async ended() {
      await screen.waitFor(/ended with \d+/)
      return Number(/ended with (\d+)/.exec(await plain())?.[1])
    },
    async close() {
      await run('kill-server')
      await server.stop()
      await directory.remove()
    },
  }
  return screen
}
