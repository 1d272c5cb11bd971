import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { appDirectories, ensureDirectory } from '@engawa/config'
import { hookFolders } from '../hooks/hook-folders.js'
import { type HookShell, hookScript } from '../hooks/hook-script.js'
import { loadPerthConfig } from '../settings/perth-config.js'
import { wordOf } from './input.js'

/** `znav init SHELL`: the script that records what is done in a shell. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const { values: config } = await loadPerthConfig({ env: context.env, cwd: context.cwd })
  if (!config.intent_tracking.enabled) return script('# intent_tracking.enabled is false: nothing is recorded\n')
  const { spool, switches } = hookFolders(appDirectories('perth', context.env))
  return script(
    hookScript(wordOf(input, 'shell') as HookShell, {
      spool: ensureDirectory(spool),
      switches: ensureDirectory(switches),
      interval: config.intent_tracking.auto_snapshot_interval,
      pause: config.intent_tracking.auto_snapshot_pause_secs,
      collect: [process.execPath, fileURLToPath(new URL('./znav.cjs', import.meta.url)), 'hook', 'collect'],
      token: randomBytes(6).toString('hex'),
    }),
  )
}

const script = (text: string): CommandResult => ({ data: text, text })
