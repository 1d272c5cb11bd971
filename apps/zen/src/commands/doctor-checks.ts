import type { Check, CommandContext } from '@engawa/cli-kit'
import { consentFile, createConsentStore } from '@engawa/config'
import { providerMaker } from '../providers/open-model.js'
import { type ProviderEntry, providerTable } from '../providers/provider-table.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** Everything that zen touches. No cloud provider is asked anything. */
export async function doctorChecks(context: CommandContext): Promise<readonly Check[]> {
  const settings = await openSettings(context)
  const makeProvider = providerMaker(context.env)
  return [
    {
      name: 'conversations',
      run: async () =>
        withStore(await openStore(settings, context), async (store) => {
          const { healthy, latencyMs } = await store.health()
          const detail = `${store.info.type} at ${store.info.location}, ${Math.round(latencyMs)} ms`
          return healthy
            ? { status: 'ok', detail }
            : { status: 'fail', detail, remedy: 'Look at the folder and its permissions.' }
        }),
    },
    ...providerTable(settings.values, context.env).map((entry) => ({
      name: entry.id,
      run: () => lookAt(entry, makeProvider, context),
    })),
  ]
}

async function lookAt(
  entry: ProviderEntry,
  makeProvider: ReturnType<typeof providerMaker>,
  { env, signal }: CommandContext,
) {
  if (!entry.ready) {
    return { status: 'warn' as const, detail: 'no key', remedy: `Set ${entry.keyVariables.join(' or ')} to use it.` }
  }
  const provider = makeProvider(entry)
  if (provider.location === 'cloud' && !(await createConsentStore(consentFile(env)).isGranted(entry.id))) {
    const remedy = `Agree to its use with: zen config consent --grant ${entry.id}`
    return { status: 'warn' as const, detail: `key from ${entry.keySource}, no consent`, remedy }
  }
  if (provider.location === 'cloud')
    return { status: 'ok' as const, detail: `key from ${entry.keySource}, consent given` }
  const { available, detail, hint } = await provider.status({ signal })
  return available
    ? { status: 'ok' as const, detail }
    : { status: 'warn' as const, detail, remedy: hint ?? `Start it, or set ${entry.urlVariable ?? 'base_url'}.` }
}
