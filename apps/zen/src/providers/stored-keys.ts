import { openKeys } from '@engawa/cli-kit'
import { keySources } from '@engawa/config'
import type { KeyContext, KeyOwner, ProviderKeys } from './provider-keys.js'

/** Keys of the environment and of the store. A place that had to be passed over is said on stderr. */
export async function storedKeys(context: KeyContext, project: string): Promise<ProviderKeys> {
  const store = openKeys(context)
  const stored = await store.list()
  const request = ({ id, keyVariables }: KeyOwner) => ({
    provider: id,
    variables: keyVariables,
    ...(project === '' ? {} : { project }),
  })
  return {
    originOf: (owner) => keySources(request(owner), context.env, stored)[0]?.origin,
    async find(owner) {
      const found = await store.find(request(owner))
      if (context.verbosity !== 'quiet') for (const note of found?.notes ?? []) context.stderr.write(`note: ${note}\n`)
      return found?.value
    },
    readKeys: store.readKeys,
  }
}
