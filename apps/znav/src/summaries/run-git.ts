import { execFile } from 'node:child_process'

const timeoutMs = 2_000
const maxBytes = 4 * 1024 * 1024

const safe = ['--no-pager', '--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
/** What is missing in a partial clone is not fetched: that would run what the repository names for it. */
const offline = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' }

/**
 * What git says, or nothing where it is missing, says no, or takes long. Nothing that a repository's own configuration
 * names is run for it: no pager, no watcher of files, no filter, nothing that fetches; and no lock is taken. Callers
 * turn off external diffs and leave submodules alone.
 */
export async function runGit(cwd: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const unfiltered = await withoutFilters(cwd, signal)
  if (unfiltered === undefined) return undefined
  const { code, stdout } = await ask(cwd, [...unfiltered, ...args], signal)
  return code === 0 ? stdout : undefined
}

/**
 * Options that turn off each filter that is configured, or nothing where that can't be done. To compare a file, git would
 * run them.
 */
async function withoutFilters(cwd: string, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const wanted = ['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process|required)$']
  const { code, stdout } = await ask(cwd, wanted, signal)
  // So git says that there are none.
  if (code === 1) return []
  const names = stdout.split('\0').filter(Boolean)
  // An option ends its name at the first of these: it would turn off another.
  if (code !== 0 || names.some((name) => name.includes('='))) return undefined
  return names.flatMap((name) => ['-c', name.endsWith('.required') ? `${name}=false` : `${name}=`])
}

function ask(
  cwd: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly code: unknown; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile(
      'git',
      [...safe, ...args],
      {
        ...{ cwd, timeout: timeoutMs, maxBuffer: maxBytes, signal, encoding: 'utf8' },
        env: { ...process.env, ...offline },
      },
      (error, stdout) => resolve({ code: error === null ? 0 : error.code, stdout }),
    ).on('error', () => {})
  })
}
