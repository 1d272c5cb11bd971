import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { loadSettings } from '../settings/settings-definition.js'
import { senaFolders } from '../settings/sena-folders.js'

/** `sena`, `sena --cli` */
export async function run(context: CommandContext, { options }: CommandInput): Promise<CommandResult> {
  const { env, cwd, stderr } = context
  const { values: settings, warnings } = await loadSettings({
    env,
    cwd,
    flags: { '--port': options.port, '--host': options.host },
  })
  for (const { origin, message } of warnings) stderr.write(`warning: ${origin}: ${message}\n`)
  const folders = senaFolders(env)
  if (options.cli === true) {
    const { converse } = await import('./converse.js')
    return converse(context, { settings, folders, ...textOption('session', options.session) })
  }
  const { serve } = await import('./serve.js')
  return serve(context, { settings, folders, ...textOption('web', options.web) })
}

const textOption = <K extends string>(name: K, value: unknown): { readonly [key in K]?: string } =>
  typeof value === 'string' ? ({ [name]: value } as { readonly [key in K]: string }) : {}
