import { UserError } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'

/**
 * A server is asked for a model by name, outside of any request that the filter has vouched for. A key that was pasted
 * in the name's place stays here.
 *
 * @throws UserError `zen/secret-as-name`, without the name
 */
export function checkModelName(name: string, filter: Pick<SecretFilter, 'redactText'>): void {
  const [found] = filter.redactText(name).findings
  if (found === undefined) return
  throw new UserError(`the name of the model is a secret (${found.rule}); it was not sent`, {
    code: 'zen/secret-as-name',
    hint: 'See the names there are: zen models. A key is kept with: zen keys set PROVIDER',
  })
}
