import { type ExecFileException, execFile } from 'node:child_process'
import { ZellijError } from '../domain/errors.js'

/** Zellij gives up on an action after one second itself; a server that hangs must not hold Perth for long. */
const timeoutMs = 5_000
const maxOutputBytes = 16 * 1024 * 1024

export interface ZellijOutput {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `zellij` with these arguments, never through a shell. */
export type RunZellij = (args: readonly string[]) => Promise<ZellijOutput>

/** Runs one action in one session. Never without `--session`: Zellij would take the only one that happens to run. */
export type SessionAction = (...args: readonly string[]) => Promise<ZellijOutput>

/**
 * @param env environment of the program: it finds its sockets and its configuration there, and its path by `PATH`. It is
 *   not told in which session it runs: it would list that one as running even when only its layout is left
 */
export function zellijRunner(env: Readonly<Record<string, string | undefined>>): RunZellij {
  const { ZELLIJ_SESSION_NAME: _, ...place } = env
  return (args) =>
    new Promise((resolve, reject) => {
      const options = { env: place, timeout: timeoutMs, maxBuffer: maxOutputBytes, encoding: 'utf8' as const }
      const child = execFile('zellij', args, options, (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr })
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr })
        else reject(startFailure(error))
      })
      child.stdin?.end()
    })
}

function startFailure(error: ExecFileException): ZellijError {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return new ZellijError('zellij is not installed, or not in PATH', {
      code: 'zellij/missing',
      hint: 'Install Zellij 0.39 or later. Logging and history work without it.',
    })
  }
  if (error.killed) {
    return new ZellijError(`zellij did not answer within ${timeoutMs / 1000} s`, {
      code: 'zellij/timeout',
      recoverable: true,
      hint: 'Its server may hang. See whether zellij list-sessions answers.',
    })
  }
  return new ZellijError(`zellij can't be run: ${error.message}`, { code: 'zellij/failed', cause: error })
}
