import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { ExtensionError } from '@engawa/core'
import { fixedLimits } from '../limits.js'
import { type FromWorker, fromWorker, type ToWorker } from '../protocol.js'
import { JsonLines } from './json-lines.js'
import { nodeFlags } from './node-flags.js'

/** A running worker. It hears nothing but its stdin, has an empty environment and ends when its stdin does. */
export interface WorkerProcess {
  readonly pid: number
  /** @throws ExtensionError `sandbox/crashed` when the worker did not come up */
  readonly ready: Promise<void>
  readonly exited: Promise<void>
  send(message: ToWorker): void
  /** Who hears the worker from now on; one at a time. */
  listen(onMessage: (message: FromWorker) => void): void
  /** Whether this process stays alive for the worker's sake. */
  keepAlive(on: boolean): void
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>
}

/** Longest line a worker may send: a result of 16 MiB in which every character needs an escape. */
const maxLineBytes = 100 * 1024 * 1024

export function startWorker(workerPath: string): WorkerProcess {
  if (!existsSync(workerPath)) {
    throw new ExtensionError(`the sandbox's worker is not at ${workerPath}`, {
      code: 'sandbox/crashed',
      hint: 'Build @engawa/sandbox, or give createSandbox the workerPath of your own bundle of @engawa/sandbox/worker.',
    })
  }
  const file = realpathSync(workerPath)
  const child = spawn(process.execPath, [...nodeFlags(file), file], {
    cwd: tmpdir(),
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    // A process that could not be started at all has no exit.
    child.once('error', () => resolve())
  })
  const kill = () => {
    child.kill('SIGKILL')
    return exited
  }

  let listener: (message: FromWorker) => void = () => {}
  const firstWord = new Promise<'ready'>((resolve) => {
    listener = (message) => {
      if (message.type === 'ready') resolve('ready')
    }
  })
  const lines = new JsonLines(maxLineBytes)
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      for (const line of lines.push(chunk)) listener(fromWorker.parse(JSON.parse(line)))
    } catch {
      // Not our protocol: the worker is broken or broken into.
      void kill()
    }
  })
  // Writing to a worker that has just died is no error of its own: `exited` tells.
  child.stdin.on('error', () => {})

  return {
    pid: child.pid ?? -1,
    ready: whenReady(firstWord, exited, kill),
    exited,
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    listen: (onMessage) => {
      listener = onMessage
    },
    keepAlive: (on) => {
      for (const handle of [child, child.stdin, child.stdout]) {
        if (handle === child || handle instanceof Socket) on ? handle.ref() : handle.unref()
      }
    },
    kill,
  }
}

async function whenReady(firstWord: Promise<'ready'>, exited: Promise<void>, kill: () => Promise<void>): Promise<void> {
  const timer = setTimeout(kill, fixedLimits.startMs)
  const first = await Promise.race([firstWord, exited])
  clearTimeout(timer)
  if (first === 'ready') return
  throw new ExtensionError('the sandbox worker ended before it was ready', {
    code: 'sandbox/crashed',
    hint: 'Run the worker file with node to see why.',
  })
}
