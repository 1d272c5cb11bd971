import { type CommandContext, type CommandModule, neutralise, table } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import { toErrorBody } from '@engawa/core'
import { type MakeProvider, providerMaker } from '../providers/open-model.js'
import { openProviderKeys } from '../providers/provider-keys.js'
import { type ProviderEntry, providerTable } from '../providers/provider-table.js'
import { openSettings } from '../settings/open-settings.js'

/** Long enough for a server on this machine, short enough to wait for one that is away. */
const probeMs = 2_000

/** `zen models`: every provider, whether it can be used, and the models it names. Cloud providers are not asked. */
export const run: CommandModule['run'] = async (context) => {
  const settings = await openSettings(context)
  const keys = await openProviderKeys(context, settings.values.current_project)
  const makeProvider = providerMaker(context.env, keys)
  const describe = providerMaker(context.env, { find: async () => undefined })
  const providers = await Promise.all(
    providerTable(settings.values, context.env, keys).map((entry) => look(entry, { makeProvider, describe }, context)),
  )
  const rows = providers.flatMap(({ provider, status, models }) =>
    models.length === 0
      ? [{ provider, model: '', status }]
      : models.map((model, at) => ({ provider, model, status: at === 0 ? status : '' })),
  )
  return {
    data: { default: settings.values.models.default || null, providers },
    text: table(
      rows,
      [
        { title: 'PROVIDER', value: ({ provider }) => provider },
        { title: 'MODEL', value: ({ model }) => model },
        { title: 'STATUS', value: ({ status }) => status, shrink: true },
      ],
      context.stdout,
    ),
  }
}

interface Makers {
  readonly makeProvider: MakeProvider
  /** Without its key, for those that are not asked. */
  readonly describe: MakeProvider
}

async function look(entry: ProviderEntry, { makeProvider, describe }: Makers, context: CommandContext) {
  const provider = await describe(entry)
  const common = { provider: entry.id, location: provider.location, endpoint: provider.endpoint }
  const keySource = entry.keySource ?? null
  if (!entry.ready) {
    return {
      ...common,
      ready: false,
      status: `no key: zen keys set ${entry.id}, or set ${entry.keyVariables.join(' or ')}`,
      key_source: keySource,
      models: [],
    }
  }
  if (provider.location !== 'local') {
    return {
      ...common,
      ready: true,
      status: await cloudStatus(entry, provider.endpoint, context.env),
      key_source: keySource,
      models: [],
    }
  }
  try {
    const asked = await makeProvider(entry)
    const listed = await asked.listModels({
      signal: AbortSignal.any([context.signal, AbortSignal.timeout(probeMs)]),
    })
    const models = listed.map(({ id }) => neutralise(id))
    const status = models.length === 0 ? 'running, no models: ollama pull qwen3:4b' : 'running'
    return { ...common, ready: models.length > 0, status, key_source: keySource, models }
  } catch (error) {
    return { ...common, ready: false, status: toErrorBody(error).message, key_source: keySource, models: [] }
  }
}

/** Cloud providers are not asked: what is known here is the key and the consent. */
async function cloudStatus(
  { id, keySource }: ProviderEntry,
  endpoint: string,
  env: CommandContext['env'],
): Promise<string> {
  const key = keySource === undefined ? 'needs no key' : `key from ${keySource}`
  const granted = await createConsentStore(consentFile(env), { tool: 'zen' }).isGranted(id, endpoint)
  return granted ? `${key}, consent given` : `${key}, no consent: zen config consent --grant ${id}`
}
