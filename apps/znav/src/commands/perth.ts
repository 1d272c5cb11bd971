import type { CommandContext } from '@engawa/cli-kit'
import { type AppDirectories, appDirectories } from '@engawa/config'
import { type Clock, systemClock } from '@engawa/core'
import { loadPerthConfig, type PerthConfig } from '../settings/perth-config.js'
import type { IntentState } from '../state/intent-state.js'
import { openState } from '../state/open-state.js'

/** What most commands work with. */
export interface Perth {
  readonly config: PerthConfig
  readonly directories: AppDirectories
  readonly state: IntentState
  readonly clock: Clock
}

/** Open the state, work, and close it again however the work ends. */
export async function withPerth<T>(context: CommandContext, work: (perth: Perth) => Promise<T>): Promise<T> {
  const { values: config, warnings } = await loadPerthConfig({ env: context.env, cwd: context.cwd })
  for (const warning of warnings) warn(context, `${warning.origin}: ${warning.message}`)
  const directories = appDirectories('perth', context.env)
  const state = await openState(config, directories, systemClock)
  try {
    return await work({ config, directories, state, clock: systemClock })
  } finally {
    await state.close()
  }
}

/** Say on stderr what a person should know beside the answer. */
export function warn(context: CommandContext, message: string): void {
  if (context.verbosity !== 'quiet') context.stderr.write(`warning: ${message}\n`)
}
