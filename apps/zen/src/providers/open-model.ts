import type { CommandContext } from '@engawa/cli-kit'
import { breakerDirectory, consentFile, createConsentStore } from '@engawa/config'
import { createProvider, fileBreakerStore, type ModelEntry, type Provider } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'
import type { OpenSettings } from '../settings/open-settings.js'
import { checkModelName } from './check-model-name.js'
import { type ChosenModel, chooseModel } from './choose-model.js'
import { openFilter } from './open-filter.js'
import { ownModels } from './own-models.js'
import { type KeyContext, openProviderKeys, type ProviderKeys } from './provider-keys.js'
import { type ProviderAddress, providerTable } from './provider-table.js'

export interface OpenModel {
  readonly provider: Provider
  readonly model: ChosenModel
  readonly filter: SecretFilter
  /** The person's own entries of the registry. */
  readonly models: readonly ModelEntry[]
}

export interface WantedModel {
  readonly model: string | undefined
  readonly provider: string | undefined
  readonly keepNothing: boolean
  /** A new file for what goes over the wire to the model that was chosen. */
  readonly record?: string | undefined
}

/** The provider and model for a call, and the filter that stands before them. */
export async function openModel(
  { values }: OpenSettings,
  context: KeyContext & Pick<CommandContext, 'cwd'>,
  wanted: WantedModel,
): Promise<OpenModel> {
  const { env } = context
  const keys = await openProviderKeys(context, values.current_project)
  const entries = providerTable(values, env, keys)
  const models = ownModels(values)
  const makeProvider = providerMaker(env, keys, { ...wanted, models })
  const model = await chooseModel({
    entries,
    model: wanted.model ?? values.models.default,
    provider: wanted.provider ?? values.models.default_provider,
    makeProvider,
    models,
  })
  // Made with its first use, after the key was read: the filter is to know it.
  let opened: SecretFilter | undefined
  const filterOfAll = () => {
    opened ??= openFilter(context, keys.readKeys())
    return opened
  }
  const options = { ...wanted, models, ...(await recording(wanted.record, context, filterOfAll)) }
  const provider = await providerMaker(env, keys, options)(model.entry)
  const filter = filterOfAll()
  checkModelName(model.model, filter)
  return { provider, model, filter, models }
}

async function recording(
  path: string | undefined,
  context: Pick<CommandContext, 'cwd' | 'stderr'>,
  filter: () => SecretFilter,
): Promise<Pick<ProviderMakerOptions, 'fetch'>> {
  if (path === undefined) return {}
  const { recordWire } = await import('./record-wire.js')
  return { fetch: recordWire(path, context, { redactText: (text) => filter().redactText(text) }) }
}

/** Makes a provider, its key read from wherever it is. */
export type MakeProvider = (entry: ProviderAddress) => Promise<Provider>

export interface ProviderMakerOptions {
  /** `--memory`: not even that a provider is down is written down. */
  readonly keepNothing?: boolean
  readonly models?: readonly ModelEntry[]
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Makes providers that ask the suite's one record of consent before each request, and leave alone what other processes
 * found to be down.
 */
export function providerMaker(
  env: CommandContext['env'],
  keys: Pick<ProviderKeys, 'find'>,
  { keepNothing = false, models = [], fetch }: ProviderMakerOptions = {},
): MakeProvider {
  const breaker = keepNothing ? {} : { breaker: { store: fileBreakerStore(breakerDirectory(env)) } }
  const consent = createConsentStore(consentFile(env), { tool: 'zen' })
  return async (entry) => {
    const { id, kind, baseUrl } = entry
    const apiKey = await keys.find(entry)
    return createProvider({
      id,
      kind,
      consent,
      models,
      ...breaker,
      ...(fetch === undefined ? {} : { fetch }),
      consentCommand: (provider) => `zen config consent --grant ${provider}`,
      keyCommand: (provider) => `zen keys set ${provider}`,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(apiKey === undefined ? {} : { apiKey }),
    })
  }
}
