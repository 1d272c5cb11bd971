import type { CommandContext } from '@engawa/cli-kit'
import { openKeys } from '@engawa/cli-kit'
import { type ConsentPort, createProvider, type Provider } from '@engawa/llm-providers'
import type { Settings } from '../settings/settings-schema.js'

type Address = Pick<Settings, 'llm'>

/** Sena's models. Consent is asked only when words leave the machine. */
export const openOllama = ({ llm }: Address, consent: ConsentPort, apiKey?: string): Provider =>
  createProvider({
    kind: 'ollama',
    baseUrl: llm.base_url,
    consent,
    consentCommand: (id) => `sena config consent --grant ${id}`,
    ...(apiKey === undefined ? {} : { apiKey }),
  })

/** Where it is, without credentials. */
export const ollamaEndpoint = (settings: Address): string => openOllama(settings, { isGranted: () => false }).endpoint

/** Variables that hold the key of an Ollama on another machine. */
const ollamaKeyVariables = ['OLLAMA_API_KEY'] as const

/**
 * The key of an Ollama that asks for one: only where it is on another machine, as the one on this machine needs none.
 *
 * @throws ConfigError when there is a key that can't be had
 */
export async function ollamaKey(
  settings: Address,
  context: Pick<CommandContext, 'env' | 'stdin' | 'stderr' | 'format'>,
): Promise<string | undefined> {
  if (openOllama(settings, { isGranted: () => false }).location === 'local') return undefined
  const found = await openKeys(context).find({ provider: 'ollama', variables: ollamaKeyVariables })
  for (const note of found?.notes ?? []) context.stderr.write(`note: ${note}\n`)
  return found?.value
}
