import type { CommandContext } from '@engawa/cli-kit'
import { exitCodes, UserError } from '@engawa/core'
import { offlineRefusal } from '../offline/is-loopback.js'
import type { AttachedText } from './compose-question.js'

/** More than znav takes for one pane, whatever its storage. */
const timeLimitMs = 15_000

/**
 * What znav knows of a pane, from znav itself.
 *
 * @throws UserError `zen/no-znav`, `zen/pane-failed` with znav's own words
 */
export async function paneContext(
  name: string,
  { env, cwd, signal }: Pick<CommandContext, 'env' | 'cwd' | 'signal'>,
  { offline }: { readonly offline: boolean },
): Promise<AttachedText> {
  if (offline) throw offlineRefusal('znav may keep its panes elsewhere; pipe in what it knows, without --pane')
  const { execFile } = await import('node:child_process')
  const args = ['pane', 'info', name, '--format', 'context', '--no-color']
  return new Promise((resolve, reject) => {
    execFile('znav', args, { cwd, env, signal, timeout: timeLimitMs }, (error, stdout, stderr) => {
      if (error === null) resolve({ name: `pane ${name} (from znav)`, text: stdout })
      else if (signal.aborted) reject(signal.reason)
      else reject(error.code === 'ENOENT' ? noZnav() : paneFailed(name, stderr, error))
    })
  })
}

const noZnav = (): UserError =>
  new UserError('--pane asks znav, which is not installed', {
    code: 'zen/no-znav',
    hint: 'Install it, npm i -g @engawa/znav, or leave --pane out.',
  })

function paneFailed(name: string, stderr: string, cause: Error): UserError {
  const [, what = 'it gave no reason'] = /^error: (.*)$/m.exec(stderr) ?? []
  const [, hint = 'See what it knows: znav list'] = /^hint: (.*)$/m.exec(stderr) ?? []
  return new UserError(`znav can't tell of the pane ${name}: ${what}`, {
    code: 'zen/pane-failed',
    hint,
    exitCode: exitCodes.usage,
    cause,
  })
}
