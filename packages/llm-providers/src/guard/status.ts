import { isEngawaError } from '@engawa/core'
import type { Adapter, AdapterCall } from '../adapter.js'
import type { ProviderStatus } from '../provider.js'
import { type ConsentSettings, checkConsent, checkKey } from './check-consent.js'

type Ask = <T>(work: (call: AdapterCall) => Promise<T>) => Promise<T>

/** Whether a provider can be used now. Never throws; a cloud isn't called for it, a local server is, briefly. */
export async function statusOf(adapter: Adapter, consent: ConsentSettings, ask: Ask): Promise<ProviderStatus> {
  if (adapter.unavailable) return { available: false, ...adapter.unavailable }
  const where = `${adapter.title} at ${adapter.endpoint}`
  try {
    await checkConsent(adapter, undefined, consent)
    checkKey(adapter, consent)
    if (adapter.location === 'cloud' || !adapter.probe) return { available: true, detail: where }
    return { available: true, detail: await ask((call) => adapter.probe?.(call) ?? Promise.resolve(where)) }
  } catch (error) {
    const hint = isEngawaError(error) ? error.hint : undefined
    return { available: false, detail: whyNot(adapter, error), ...(hint === undefined ? {} : { hint }) }
  }
}

function whyNot({ title, endpoint }: Adapter, error: unknown): string {
  switch (isEngawaError(error) ? error.code : undefined) {
    case 'llm/no-consent':
      return `no consent for ${title}`
    case 'llm/unauthorized':
      return `no valid key for ${title}`
    case 'llm/unreachable':
      return `${title}: not found at ${endpoint}`
    case 'llm/timeout':
      return `${title}: no answer from ${endpoint} in time`
    default:
      return `${title} at ${endpoint}: ${error instanceof Error ? error.message : 'not usable'}`
  }
}
