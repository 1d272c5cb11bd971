import type { CommandContext } from '@engawa/cli-kit'
import { breakerDirectory, consentFile, createConsentStore } from '@engawa/config'
import { createProvider, fileBreakerStore, type Provider } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'
import type { OpenSettings } from '../settings/open-settings.js'
import { type ChosenModel, chooseModel } from './choose-model.js'
import { openFilter } from './open-filter.js'
import { keysAsKnownValues, type ProviderEntry, providerTable } from './provider-table.js'

export interface OpenModel {
  readonly provider: Provider
  readonly model: ChosenModel
  readonly filter: SecretFilter
}

/** The provider and model for a call, and the filter that stands before them. */
export async function openModel(
  { values }: OpenSettings,
  { env }: Pick<CommandContext, 'env'>,
  wanted: { readonly model: string | undefined; readonly provider: string | undefined; readonly keepNothing: boolean },
): Promise<OpenModel> {
  const entries = providerTable(values, env)
  const makeProvider = providerMaker(env, wanted)
  const model = await chooseModel({
    entries,
    model: wanted.model ?? values.models.default,
    provider: wanted.provider ?? values.models.default_provider,
    makeProvider,
  })
  return { provider: makeProvider(model.entry), model, filter: openFilter(env, keysAsKnownValues(entries)) }
}

/**
 * Makes providers that ask the suite's one record of consent before each request, and leave alone what other processes
 * found to be down.
 *
 * @param keepNothing `--memory`: not even that is written down
 */
export function providerMaker(
  env: CommandContext['env'],
  { keepNothing = false }: { readonly keepNothing?: boolean } = {},
): (entry: ProviderEntry) => Provider {
  const breaker = keepNothing ? {} : { breaker: { store: fileBreakerStore(breakerDirectory(env)) } }
  const consent = createConsentStore(consentFile(env))
  return ({ id, kind, baseUrl, apiKey }) =>
    createProvider({
      id,
      kind,
      consent,
      ...breaker,
      consentCommand: (provider) => `zen config consent --grant ${provider}`,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(apiKey === undefined ? {} : { apiKey }),
    })
}
