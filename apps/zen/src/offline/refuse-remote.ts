import { isFree, type Provider } from '@engawa/llm-providers'
import { offlineRefusal } from './is-loopback.js'

/**
 * Say in plain words, before anything is asked, that a model is not on this machine. A model that a local server passes
 * on to a cloud is not.
 *
 * @throws UserError `zen/offline`
 */
export function refuseRemote(provider: Provider, model: string): void {
  if (provider.location === 'none' || isFree(provider, model)) return
  throw offlineRefusal(`${model} of ${provider.id} is not on it`)
}
