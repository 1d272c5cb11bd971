import { askConsent, type CommandContext } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import type { Provider } from '@engawa/llm-providers'
import { configApp } from '../command-table/config-app.js'

/**
 * Ask a person at a terminal, the first time, whether what was done may go to this provider. Anybody else, and who says
 * no, is told by the provider's refusal what to run.
 */
export async function agree(
  { id, endpoint, location }: Pick<Provider, 'id' | 'endpoint' | 'location'>,
  context: CommandContext,
): Promise<void> {
  const { stdin, stderr, format, env } = context
  if (location !== 'cloud' || format === 'json' || !stdin.isTty || !stderr.isTty) return
  const consent = createConsentStore(consentFile(env), { tool: configApp.program })
  if (!(await consent.isGranted(id, endpoint))) await askConsent(configApp, context, { id, endpoint })
}
