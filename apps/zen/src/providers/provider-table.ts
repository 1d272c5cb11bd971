import type { Settings } from '../settings/settings.js'
import { type KnownProvider, knownProviders } from './known-providers.js'
import type { ProviderKeys } from './provider-keys.js'

type Environment = Readonly<Record<string, string | undefined>>

/** A provider, and where it is. */
export interface ProviderAddress extends KnownProvider {
  readonly baseUrl: string | undefined
}

/** A provider that could be used, and what is known about it without asking it. */
export interface ProviderEntry extends ProviderAddress {
  /** Where the key comes from, by name: `OPENAI_API_KEY`. Undefined: none was found, or none is needed. */
  readonly keySource: string | undefined
  /** Ready to be tried: has its key or needs none. */
  readonly ready: boolean
}

/** The built-in providers and the configured ones; a configured one of the same name takes the built-in one's place. */
export function providerTable(
  { providers }: Pick<Settings, 'providers'>,
  env: Environment,
  keys: Pick<ProviderKeys, 'originOf'>,
): readonly ProviderEntry[] {
  return providerAddresses({ providers }, env).map((provider) => {
    const keySource = keys.originOf(provider)
    return { ...provider, keySource, ready: provider.keyVariables.length === 0 || keySource !== undefined }
  })
}

/** The same without their keys. */
export function providerAddresses(
  { providers }: Pick<Settings, 'providers'>,
  env: Environment,
): readonly ProviderAddress[] {
  const configured = Object.entries(providers).map(([id, { kind, base_url, api_key_env }]) => {
    const builtIn = knownProviders.find((known) => known.kind === kind)
    const keyVariables = api_key_env === undefined ? (builtIn?.keyVariables ?? []) : [api_key_env]
    return { id, kind, keyVariables, baseUrl: base_url }
  })
  const builtIn = knownProviders
    .filter(({ id }) => !(id in providers))
    .map((known) => ({ ...known, baseUrl: (known.urlVariable && env[known.urlVariable]) || undefined }))
  return [...configured, ...builtIn]
}
