import type { CommandContext, ConsentChoice } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import type { Settings } from '../settings/settings.js'
import { providerMaker } from './open-model.js'
import { providerAddresses } from './provider-table.js'

/**
 * Every provider that words may leave the machine to, where it is now. Ollama is one: it may be on another machine, and
 * passes some models on to its own cloud.
 */
export async function consentChoices(
  settings: Pick<Settings, 'providers'>,
  env: CommandContext['env'],
): Promise<readonly ConsentChoice[]> {
  const describe = providerMaker(env, { find: async () => undefined })
  const choices = await Promise.all(
    providerAddresses(settings, env).map(async (entry) => {
      try {
        const { id, endpoint, location } = await describe(entry)
        return location === 'cloud' || entry.kind === 'ollama' ? [{ id, endpoint }] : []
      } catch (error) {
        // One with a bad address can't be used either; it must not stand in the way of the others.
        if (isEngawaError(error)) return []
        throw error
      }
    }),
  )
  return choices.flat()
}
