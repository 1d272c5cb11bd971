import type { CommandContext } from '@engawa/cli-kit'
import { modelRegistry } from '@engawa/llm-providers'
import { providerMaker } from '../providers/open-model.js'
import { providerTable } from '../providers/provider-table.js'
import { openSettings } from '../settings/open-settings.js'

/** A person waits with a finger on the tab key. */
const patienceMs = 300

/** Models of the local server and every alias, for completion. */
export async function modelNames(context: CommandContext): Promise<readonly string[]> {
  const { values } = await openSettings(context)
  const makeProvider = providerMaker(context.env, { find: async () => undefined })
  // No key is read for it: a person at a prompt isn't asked for a passphrase.
  const local = providerTable(values, context.env, { originOf: () => undefined }).filter(
    ({ kind }) => kind === 'ollama',
  )
  const listed = await Promise.all(
    local.map((entry) =>
      makeProvider(entry)
        .then((provider) => provider.listModels({ signal: AbortSignal.timeout(patienceMs) }))
        .catch(() => []),
    ),
  )
  return [...listed.flat().map(({ id }) => id), ...modelRegistry.flatMap(({ aliases }) => aliases)]
}
