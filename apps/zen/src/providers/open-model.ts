import type { CommandContext } from '@engawa/cli-kit'
import { breakerDirectory, consentFile, createConsentStore } from '@engawa/config'
import { createProvider, fileBreakerStore, type ModelEntry, type Provider } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'
import type { OpenSettings } from '../settings/open-settings.js'
import { type ChosenModel, chooseModel } from './choose-model.js'
import { openFilter } from './open-filter.js'
import { ownModels } from './own-models.js'
import { keysAsKnownValues, type ProviderEntry, providerTable } from './provider-table.js'

export interface OpenModel {
  readonly provider: Provider
  readonly model: ChosenModel
  readonly filter: SecretFilter
  /** The person's own entries of the registry. */
  readonly models: readonly ModelEntry[]
}

/** The provider and model for a call, and the filter that stands before them. */
export async function openModel(
  { values }: OpenSettings,
  { env }: Pick<CommandContext, 'env'>,
  wanted: { readonly model: string | undefined; readonly provider: string | undefined; readonly keepNothing: boolean },
): Promise<OpenModel> {
  const entries = providerTable(values, env)
  const models = ownModels(values)
  const makeProvider = providerMaker(env, { ...wanted, models })
  const model = await chooseModel({
    entries,
    model: wanted.model ?? values.models.default,
    provider: wanted.provider ?? values.models.default_provider,
    makeProvider,
    models,
  })
  return { provider: makeProvider(model.entry), model, filter: openFilter(env, keysAsKnownValues(entries)), models }
}

/**
 * Makes providers that ask the suite's one record of consent before each request, and leave alone what other processes
 * found to be down.
 *
 * @param keepNothing `--memory`: not even that is written down
 */
export function providerMaker(
  env: CommandContext['env'],
  {
    keepNothing = false,
    models = [],
  }: { readonly keepNothing?: boolean; readonly models?: readonly ModelEntry[] } = {},
): (entry: ProviderEntry) => Provider {
  const breaker = keepNothing ? {} : { breaker: { store: fileBreakerStore(breakerDirectory(env)) } }
  const consent = createConsentStore(consentFile(env))
  return ({ id, kind, baseUrl, apiKey }) =>
    createProvider({
      id,
      kind,
      consent,
      models,
      ...breaker,
      consentCommand: (provider) => `zen config consent --grant ${provider}`,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(apiKey === undefined ? {} : { apiKey }),
    })
}
