import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { ConfigError } from '@engawa/core'
import { senaFolders } from '../settings/sena-folders.js'
import { findRunning, untilEnded } from './running-sena.js'

/** Longer than Sena itself waits for its running answers. */
const timeoutMs = 15_000

/** `sena stop` */
export async function run({ env }: CommandContext): Promise<CommandResult> {
  const folders = senaFolders(env)
  const running = await findRunning(folders)
  if (running === undefined || !askToEnd(running.pid)) return { data: { stopped: false }, text: 'Sena does not run.' }
  if (!(await untilEnded(folders, timeoutMs))) {
    throw new ConfigError(`Sena (process ${running.pid}) has not ended within ${timeoutMs / 1_000} seconds.`, {
      code: 'sena/not-stopping',
      hint: `Look at its output, or end it with: kill -9 ${running.pid}. Nothing acknowledged is lost by that.`,
    })
  }
  return { data: { stopped: true, pid: running.pid }, text: `Sena (process ${running.pid}) has stopped.` }
}

/** False when the process has ended by itself meanwhile. */
function askToEnd(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGTERM')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
