import { join } from 'node:path'
import type { AppDirectories } from '@engawa/config'

/** Where hooks write and what is made of it. All below the state folder, for the owner alone. */
export interface HookFolders {
  /** As the shells wrote it: one file a shell, mode 0600. */
  readonly spool: string
  /** What was collected, secrets taken out: one file a pane. */
  readonly commands: string
  /** A file for each pane in which nothing is to be recorded. */
  readonly switches: string
  readonly lock: string
}

export function hookFolders({ state }: Pick<AppDirectories, 'state'>): HookFolders {
  const base = join(state, 'hooks')
  return {
    spool: join(base, 'spool'),
    commands: join(base, 'commands'),
    switches: join(base, 'off'),
    lock: join(base, 'collect.lock'),
  }
}

/** The file that switches a pane of Zellij off. The hooks build the same name. */
export const switchName = (session: string, paneNumber: string): string =>
  `pane-${session.replaceAll('/', '_')}.${paneNumber}`
