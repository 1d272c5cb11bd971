import { consentFile, consentText, createConsentStore } from '@engawa/config'
import type { CommandContext } from '../command.js'
import { confirm } from '../output/confirm.js'
import type { ConfigApp, ConsentChoice } from './config-app.js'

/**
 * Show what would be sent and to whom, ask, and note a yes.
 *
 * @throws UserError naming the flag where nobody can be asked
 */
export async function askConsent(
  { program, sends }: Pick<ConfigApp, 'program' | 'sends'>,
  context: Pick<CommandContext, 'env' | 'stdin' | 'stderr' | 'format' | 'signal'>,
  { id, endpoint }: ConsentChoice,
): Promise<boolean> {
  context.stderr.write(`${consentText({ tool: program, provider: id, endpoint, sends })}\n\n`)
  if (!(await confirm(context, { text: 'Agree?', flag: '--yes' }))) return false
  await createConsentStore(consentFile(context.env), { tool: program }).grant(id, endpoint)
  return true
}
