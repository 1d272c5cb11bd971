import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const graceMs = 5_000

/** Node processes that live and die together. Stopping leaves none behind. */
export function createProcessGroup() {
  /** @type {Map<import('node:child_process').ChildProcess, Promise<number>>} */
  const running = new Map()
  const abort = new AbortController()

  /** @param {readonly string[]} args @param {{ cwd: string, env?: Record<string, string>, label?: string, quiet?: boolean }} options */
  function launch(args, { cwd, env = {}, label, quiet = false }) {
    // A group of its own: Ctrl-C reaches this process alone, which then ends the others in order.
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    /** @type {string[]} */
    const held = []
    for (const [stream, out] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      createInterface({ input: stream }).on('line', (line) => {
        if (quiet) held.push(line)
        else out.write(label ? `${label.padEnd(5)}│ ${line}\n` : `${line}\n`)
      })
    }
    /** @type {Promise<number>} */
    const ended = new Promise((resolve) => {
      child.once('error', () => resolve(1))
      child.once('close', (code) => {
        running.delete(child)
        if (quiet && code !== 0 && !abort.signal.aborted) process.stderr.write(`${held.join('\n')}\n`)
        resolve(code ?? 1)
      })
    })
    running.set(child, ended)
    return ended
  }

  function kill() {
    for (const child of running.keys()) signalGroup(child, 'SIGKILL')
  }

  return {
    signal: abort.signal,
    get stopped() {
      return abort.signal.aborted
    },
    /** Something that ends by itself; its output is shown only when it fails. @type {(args: readonly string[], options: { cwd: string, env?: Record<string, string>, quiet?: boolean }) => Promise<number>} */
    run: (args, options) => launch(args, options),
    /** Something that stays. Resolves with its exit code. @type {(label: string, args: readonly string[], options: { cwd: string, env?: Record<string, string> }) => Promise<number>} */
    start: (label, args, options) => launch(args, { ...options, label }),
    async stop() {
      abort.abort()
      const ends = [...running.values()]
      for (const child of running.keys()) signalGroup(child, 'SIGTERM')
      const impatient = setTimeout(kill, graceMs)
      await Promise.all(ends)
      clearTimeout(impatient)
    },
    kill,
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Gone already.
  }
}
