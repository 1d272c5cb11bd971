import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { type Guardian, startGuardian } from './guardian.js'
import { killMarked } from './marked-processes.js'

export interface ServiceProcess {
  readonly pid: number
  /** Settles when the process has ended. */
  readonly ended: Promise<void>
  /** The last of what it wrote, both streams. */
  output(): string
  /** Ask it to end, and kill it when it has not within `graceMs`. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>
  /** SIGKILL, to it and to everything that it started. */
  kill(): Promise<void>
}

export interface ServiceProcessOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

const keptOutput = 16_384

/** Start a server in a process group of its own, marked, so that nothing of it outlives the test. */
export function startServiceProcess(
  command: string,
  args: readonly string[],
  options: ServiceProcessOptions = {},
): ServiceProcess {
  const mark = randomUUID()
  const child = spawn(command, args, {
    cwd: options.cwd ?? '/',
    env: { ...inheritedEnvironment(), ...options.env, ENGAWA_TEST_SERVICE: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const guardian: Guardian = startGuardian({ mark, group: child.pid ?? 0 })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-keptOutput)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += `${command}: ${error.message}\n`
      resolve()
    })
    child.once('exit', () => resolve())
  })

  const sweep = async () => {
    signalGroup(child, 'SIGKILL')
    await ended
    killMarked(mark)
    guardian.release()
  }
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    kill: sweep,
    async stop(signal = 'SIGTERM', graceMs = 15_000) {
      // To the group: between us and the server there may be shells that pass nothing on.
      signalGroup(child, signal)
      const late = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
      await ended
      clearTimeout(late)
      await sweep()
    },
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has already ended.
  }
}

/** What a server needs of our environment, and nothing that would change how it behaves. */
function inheritedEnvironment(): Record<string, string> {
  const kept = ['PATH', 'TMPDIR', 'LANG', 'USER', 'LOGNAME']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
