import { ConfigError } from '@engawa/core'
import type { Adapter } from '../adapter.js'
import { llmError } from '../errors/llm-errors.js'
import type { ConsentPort } from '../provider.js'

export interface ConsentSettings {
  readonly consent: ConsentPort
  readonly consentCommand: (providerId: string) => string
  readonly keyCommand?: (providerId: string) => string
}

/** Whether words for this model leave the machine. */
export const leavesMachine = (adapter: Adapter, model: string | undefined): boolean =>
  adapter.location === 'cloud' || (model !== undefined && (adapter.leavesMachine?.(model) ?? false))

/**
 * Asked before every request, so that a consent taken back holds from the next one on. Anything but a clear `true`
 * is no.
 *
 * @throws ConfigError `llm/no-consent`
 */
export async function checkConsent(adapter: Adapter, model: string | undefined, settings: ConsentSettings) {
  if (!leavesMachine(adapter, model)) return
  if ((await granted(adapter, settings.consent)) === true) return
  const where = adapter.location === 'cloud' ? `${adapter.title} at ${adapter.endpoint}` : `the cloud model ${model}`
  throw new ConfigError(`Nothing was sent: you have not agreed that your words go to ${where}.`, {
    code: 'llm/no-consent',
    hint: `Grant it with: ${settings.consentCommand(adapter.id)}`,
    details: { provider: adapter.id, endpoint: adapter.endpoint },
  })
}

async function granted({ id, endpoint }: Adapter, consent: ConsentPort): Promise<boolean> {
  try {
    return await consent.isGranted(id, endpoint)
  } catch (cause) {
    throw new ConfigError(`Nothing was sent: whether you agreed to the use of ${id} could not be read.`, {
      code: 'llm/no-consent',
      hint: 'Check the configuration.',
      cause,
    })
  }
}

/** @throws LlmError `llm/unauthorized` when a key is needed and none was given */
export function checkKey(adapter: Adapter, { keyCommand }: Pick<ConsentSettings, 'keyCommand'>): void {
  if (adapter.missingKeyHint === undefined) return
  const keep = keyCommand === undefined ? '' : `; or keep one with: ${keyCommand(adapter.id)}`
  throw llmError('llm/unauthorized', `There is no key for ${adapter.title}.`, {
    hint: `${adapter.missingKeyHint}${keep}`,
  })
}
