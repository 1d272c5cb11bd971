import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { createSenaClient } from '@engawa/sena-client'
import { senaFolders } from '../settings/sena-folders.js'
import { line } from './availability.js'
import { findRunning } from './running-sena.js'

/** `sena status`: 0 when it runs, 1 when it does not. */
export async function run({ env, signal }: CommandContext): Promise<CommandResult> {
  const running = await findRunning(senaFolders(env))
  if (running === undefined) return { data: { running: false }, text: 'Sena does not run.', exitCode: 1 }
  const health = await createSenaClient({ baseUrl: running.url }).health({ signal })
  const components = health.components.map(({ name, status, detail }) => ({ name, status, detail }))
  return {
    data: { running: true, ...running, status: health.status, version: health.version, components },
    text: `Sena ${health.version} runs at ${running.url} (process ${running.pid})\n${health.components.map(line).join('')}`,
  }
}
