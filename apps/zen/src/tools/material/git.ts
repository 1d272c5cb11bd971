import { type ExecFileException, execFile } from 'node:child_process'
import type { CommandContext } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'

export type GitContext = Pick<CommandContext, 'cwd' | 'env' | 'signal'>

/** What no repository's own settings may add to a look at it: programs to run, colours, quoted names. */
const plain = ['-c', 'core.fsmonitor=false', '-c', 'core.quotepath=off', '-c', 'color.ui=false', '--no-pager']

/** More than any model reads. */
const maxBytes = 64 * 1024 * 1024

/**
 * Run git where the person is. The environment goes along: in a hook it says which index is meant.
 *
 * @throws UserError `zen/no-git`, `zen/no-repository`, `zen/git` with git's own words
 */
export function git(args: readonly string[], { cwd, env, signal }: GitContext): Promise<string> {
  const quiet = { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }
  return new Promise((resolve, reject) => {
    const options = { cwd, env: quiet, signal, maxBuffer: maxBytes, encoding: 'utf8' as const }
    execFile('git', [...plain, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(error.name === 'AbortError' ? error : refusal(error, stderr, cwd))
    })
  })
}

function refusal(cause: ExecFileException, stderr: string, cwd: string): UserError {
  if (cause.code === 'ENOENT') {
    return new UserError('git is not installed', { code: 'zen/no-git', hint: 'Install git, or name files: -f src' })
  }
  if (/not a git repository/i.test(stderr)) {
    return new UserError(`${cwd} is in no git repository`, {
      code: 'zen/no-repository',
      hint: 'Go into one, or name files: -f src',
      cause,
    })
  }
  const [, said = cause.message] = /^(?:fatal|error): (.+)$/m.exec(stderr) ?? []
  return new UserError(`git refused: ${said}`, { code: 'zen/git', hint: 'Check the names of revisions and paths.' })
}
