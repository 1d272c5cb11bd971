import { ConfigError } from '@engawa/core'
import type { KeyOwner } from './provider-keys.js'

/** Where was looked for a key, and the two commands of which either brings one. */
export function noKey({ id, keyVariables }: KeyOwner): ConfigError {
  const [first = ''] = keyVariables
  return new ConfigError(`there is no key for ${id}: looked for ${keyVariables.join(', ')} and for one kept by zen`, {
    code: 'zen/no-key',
    hint: `Nothing was sent. Keep one: zen keys set ${id}. Or for this shell: export ${first}=…`,
    details: { provider: id, variables: [...keyVariables] },
  })
}
