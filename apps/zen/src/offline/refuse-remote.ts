import { exitCodes, UserError } from '@engawa/core'
import { isFree, type Provider } from '@engawa/llm-providers'

/**
 * Say in plain words, before anything is asked, that a model is not on this machine. A model that a local server passes
 * on to a cloud is not.
 *
 * @throws UserError `zen/offline`
 */
export function refuseRemote(provider: Provider, model: string): void {
  if (provider.location === 'none' || isFree(provider, model)) return
  throw new UserError(`--offline keeps zen on this machine, and ${model} of ${provider.id} is not on it`, {
    code: 'zen/offline',
    hint: 'Nothing was sent. Leave --offline out, or choose a local model: zen models --offline',
    exitCode: exitCodes.provider,
  })
}
