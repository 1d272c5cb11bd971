import type { CommandContext, CommandInput, CommandResult } from '../command.js'
import { type KeyApp, requestOf } from './key-app.js'
import { openKeys } from './open-keys.js'
import { ownerText, placeText, sourceData } from './shown-source.js'

export async function removeKey(app: KeyApp, context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const request = await requestOf(app, context, input)
  const { store: chosen } = input.options
  const store = openKeys(context)
  const removed =
    chosen === 'file'
      ? [...(await store.remove(request, 'file')), ...(await store.remove(request, 'plaintext'))]
      : await store.remove(request, chosen === 'keyring' ? 'keyring' : undefined)
  const left = await store.sources(request)
  const { provider } = request
  return {
    data: { removed: removed.map(sourceData), left: left.map(sourceData) },
    text: [
      removed.length === 0
        ? `There was no stored key of ${provider}${ownerText(request)}.`
        : `Removed the key of ${provider}${ownerText(request)}: ${removed.map(placeText).join(', ')}`,
      ...left.map((source) => `Still there${ownerText(source)}: ${placeText(source)}`),
    ].join('\n'),
  }
}
