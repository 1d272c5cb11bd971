import { spawn } from 'node:child_process'

export interface RunBinOptions {
  /** The whole environment of the command, PATH apart. Nothing else of ours is passed on. */
  readonly env?: Readonly<Record<string, string>>
  /** Written to its stdin, which is then closed. Without it, stdin is empty. */
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
  /** After which it is killed and the call rejected. 30 seconds unless told. */
  readonly timeoutMs?: number
}

export interface RunResult {
  /** Exit code; 128 + the signal's number when a signal ended it, as shells have it. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 }

/**
 * Run a program to its end, as a person would from a script.
 *
 * @param path an executable, or a `.js`, `.cjs` or `.mjs` file, which this Node then runs
 */
export function runBin(path: string, args: readonly string[], options: RunBinOptions = {}): Promise<RunResult> {
  const { env = {}, stdin, cwd, timeoutMs = 30_000 } = options
  const isScript = /\.[cm]?js$/.test(path)
  const command = isScript ? process.execPath : path
  const child = spawn(command, isScript ? [path, ...args] : args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'pipe',
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  // A program that doesn't read its stdin may be gone before all is written.
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)

  return new Promise((resolve, reject) => {
    const text = () => ({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      const { stdout, stderr } = text()
      reject(new Error(`${path} ${args.join(' ')} ran longer than ${timeoutMs} ms\n${stdout}${stderr}`))
    }, timeoutMs)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code: code ?? 128 + (signalNumbers[signal ?? ''] ?? 0), ...text() })
    })
  })
}
