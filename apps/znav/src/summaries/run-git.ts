import { execFile } from 'node:child_process'

const timeoutMs = 2_000
const maxBytes = 4 * 1024 * 1024

/**
 * What git says, or nothing where it is missing, says no, or takes long. Nothing that a repository's own configuration
 * names is run for it: no pager, no external diff, no watcher of files; and no lock is taken.
 */
export function runGit(cwd: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const safe = ['--no-pager', '--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
  return new Promise((resolve) => {
    execFile(
      'git',
      [...safe, ...args],
      { cwd, timeout: timeoutMs, maxBuffer: maxBytes, signal, encoding: 'utf8' },
      (error, stdout) => resolve(error === null ? stdout : undefined),
    ).on('error', () => {})
  })
}
