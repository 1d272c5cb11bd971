import { existsSync } from 'node:fs'
import type { CommandContext } from '@engawa/cli-kit'
import {
  breakerDirectory,
  consentFile,
  createConsentStore,
  keysFile,
  openKeyStore,
  passphrasesFrom,
  usageDirectory,
} from '@engawa/config'
import {
  createProvider,
  fileBreakerStore,
  fileUsageLedger,
  type Provider,
  withUsageLedger,
} from '@engawa/llm-providers'
import type { ProviderChoice } from './provider-choice.js'

/**
 * The provider, with what guards each request: consent of this tool for its address, the breaker that all processes
 * share, and the ledger of what was used.
 */
export function openProvider(
  choice: ProviderChoice,
  apiKey: string | undefined,
  { env }: Pick<CommandContext, 'env'>,
  onLedgerFailure: (error: unknown) => void,
): Provider {
  const provider = createProvider({
    id: choice.id,
    kind: choice.kind,
    // A snapshot has ten seconds: another try would come too late.
    maxAttempts: 1,
    consent: createConsentStore(consentFile(env), { tool: 'znav' }),
    consentCommand: (id) => `znav config consent --grant ${id}`,
    breaker: { store: fileBreakerStore(breakerDirectory(env)) },
    ...(choice.baseUrl === undefined ? {} : { baseUrl: choice.baseUrl }),
    ...(apiKey === undefined ? {} : { apiKey }),
  })
  return withUsageLedger(provider, { ledger: fileUsageLedger(usageDirectory(env)), app: 'znav', onLedgerFailure })
}

/** The key of a provider: of the configuration, the environment, or the suite's store, which is loaded where there is one. */
export async function keyOf(
  { id, configuredKey, keyVariables }: ProviderChoice,
  { env }: Pick<CommandContext, 'env'>,
): Promise<string | undefined> {
  const given = configuredKey ?? keyVariables.map((name) => env[name]).find(Boolean)
  if (given !== undefined || keyVariables.length === 0 || !existsSync(keysFile(env))) return given
  const store = openKeyStore({ env, passphrases: passphrasesFrom(env) })
  return (await store.find({ provider: id, variables: keyVariables }))?.value
}
