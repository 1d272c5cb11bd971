import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bundle, type Mutant } from './bundle.js'
import type { WriterTask } from './writer-process.js'

/** @returns the path of the writer's program */
export const bundleWriter = (mutant?: Mutant): Promise<string> =>
  bundle({ entryPoints: [fileURLToPath(new URL('writer-process.ts', import.meta.url))] }, mutant)

export interface Writer {
  readonly name: string
  readonly process: ChildProcess
  /** Numbers acknowledged so far. */
  readonly acknowledged: readonly number[]
  /** Codes of the errors that it met and went on after. */
  readonly refusals: readonly string[]
  readonly errors: () => string
  /** Resolves when this many are acknowledged, or the writer has ended. */
  reached(count: number): Promise<void>
  /** Resolves with the exit code, null after a signal, when all that it said was read. */
  readonly ended: Promise<number | null>
}

/** @param launcher a command that runs it, with its arguments: `strace -f` */
export function startWriter(program: string, task: WriterTask, launcher: readonly string[] = []): Writer {
  const [command = '', ...args] = [...launcher, process.execPath, program, JSON.stringify(task)]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const acknowledged: number[] = []
  const refusals: string[] = []
  let errors = ''
  let rest = ''
  const listeners = new Set<() => void>()
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  child.stdout.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('!')) refusals.push(line.slice(1))
      else acknowledged.push(Number(line))
    }
    for (const listener of listeners) listener()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    name: task.name,
    process: child,
    acknowledged,
    refusals,
    errors: () => errors,
    ended,
    reached: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (acknowledged.length >= count) resolve()
        }
        listeners.add(look)
        look()
        void ended.then(() => resolve())
      }),
  }
}
