import { join } from 'node:path'
import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import { type AppDirectories, appDirectories, type LoadedConfig, loadConfig } from '@engawa/config'
import { type Settings, settingsDefinition } from './settings.js'
import { storageFlags } from './storage-options.js'

export interface OpenSettings {
  readonly values: Settings
  readonly directories: AppDirectories
  readonly loaded: LoadedConfig<Settings>
}

/** Read zen's configuration and say on stderr what in it is not understood. */
export async function openSettings(
  context: Pick<CommandContext, 'env' | 'cwd' | 'stderr' | 'verbosity'>,
  options: CommandInput['options'] = {},
): Promise<OpenSettings> {
  const { env, cwd, stderr, verbosity } = context
  const directories = appDirectories('zen', env)
  const validated = { file: join(directories.cache, 'validated'), schema: __VERSION__ }
  const loaded = await loadConfig(settingsDefinition, { env, cwd, validated, flags: storageFlags(options) })
  if (verbosity !== 'quiet')
    for (const { origin, message } of loaded.warnings) stderr.write(`warning: ${origin}: ${message}\n`)
  return { values: loaded.values, directories, loaded }
}
