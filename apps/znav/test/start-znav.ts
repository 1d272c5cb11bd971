import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { waitUntil } from '@engawa/testkit'

const bin = fileURLToPath(new URL('../dist/znav.cjs', import.meta.url))

/** znav that goes on until it is told to stop, and what it has written so far. */
export interface RunningZnav {
  readonly stdout: () => string
  readonly stderr: () => string
  /** Close the pipe that it writes to, as `head` does. */
  closeReader(): void
  interrupt(): void
  /** Its exit code. */
  readonly ended: Promise<number | null>
}

export function startZnav(env: Readonly<Record<string, string>>, ...args: readonly string[]): RunningZnav {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'pipe',
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    closeReader: () => void child.stdout.destroy(),
    interrupt: () => void child.kill('SIGINT'),
    ended,
  }
}

export const until = (what: string, condition: () => boolean | Promise<boolean>) =>
  waitUntil(what, condition, { timeoutMs: 60_000 })
