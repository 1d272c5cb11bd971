import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import { senaFolders } from '../settings/sena-folders.js'
import { loadSettings } from '../settings/settings-definition.js'
import type { Bundle } from './bundle.js'

/** `sena`, `sena --cli` */
export async function start(
  context: CommandContext,
  { options }: CommandInput,
  bundle: Bundle,
): Promise<CommandResult> {
  const { env, cwd, stderr } = context
  const { values: settings, warnings } = await loadSettings({
    env,
    cwd,
    flags: { '--port': options.port, '--host': options.host },
  })
  for (const { origin, message } of warnings) stderr.write(`warning: ${origin}: ${message}\n`)
  const folders = senaFolders(env)
  const consent = createConsentStore(consentFile(env), { tool: 'sena' })
  const { ollamaKey } = await import('../models/open-ollama.js')
  const shared = { settings, folders, consent, bundle, ...textOption('modelKey', await ollamaKey(settings, context)) }
  if (options.cli === true) {
    const { converse } = await import('./converse.js')
    return converse(context, { ...shared, ...textOption('session', options.session) })
  }
  const { serve } = await import('./serve.js')
  return serve(context, { ...shared, ...textOption('web', options.web) })
}

const textOption = <K extends string>(name: K, value: unknown): { readonly [key in K]?: string } =>
  typeof value === 'string' ? ({ [name]: value } as { readonly [key in K]: string }) : {}
