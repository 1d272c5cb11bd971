import type { KnownValue } from '@engawa/secret-filter'
import type { Settings } from '../settings/settings.js'
import { type KnownProvider, knownProviders } from './known-providers.js'

type Environment = Readonly<Record<string, string | undefined>>

/** A provider that could be used, and what is known about it without asking it. */
export interface ProviderEntry extends KnownProvider {
  readonly baseUrl: string | undefined
  readonly apiKey: string | undefined
  /** Where the key comes from, by name: `OPENAI_API_KEY`. Undefined: none was found, or none is needed. */
  readonly keySource: string | undefined
  /** Ready to be tried: has its key or needs none. */
  readonly ready: boolean
}

/** The built-in providers and the configured ones; a configured one of the same name takes the built-in one's place. */
export function providerTable({ providers }: Pick<Settings, 'providers'>, env: Environment): readonly ProviderEntry[] {
  const configured = Object.entries(providers).map(([id, { kind, base_url, api_key_env }]) => {
    const builtIn = knownProviders.find((known) => known.kind === kind)
    const keyVariables = api_key_env === undefined ? (builtIn?.keyVariables ?? []) : [api_key_env]
    return entry({ id, kind, keyVariables }, base_url, env)
  })
  const builtIn = knownProviders
    .filter(({ id }) => !(id in providers))
    .map((known) => entry(known, known.urlVariable === undefined ? undefined : env[known.urlVariable], env))
  return [...configured, ...builtIn]
}

function entry(known: KnownProvider, baseUrl: string | undefined, env: Environment): ProviderEntry {
  const keySource = known.keyVariables.find((name) => env[name])
  return {
    ...known,
    baseUrl: baseUrl || undefined,
    apiKey: keySource === undefined ? undefined : env[keySource],
    keySource,
    ready: known.keyVariables.length === 0 || keySource !== undefined,
  }
}

/** The keys themselves, so that the filter finds them wherever they turn up. */
export const keysAsKnownValues = (entries: readonly ProviderEntry[]): readonly KnownValue[] =>
  entries.flatMap(({ keySource, apiKey }) =>
    keySource !== undefined && apiKey !== undefined ? [{ name: keySource, value: apiKey }] : [],
  )
