import type { CommandModule } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { openDataKeys } from '../sessions/data-keys.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen storage reseal` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  if (!settings.values.storage.encryption) {
    throw new UserError('what is kept is not encrypted', {
      code: 'zen/not-encrypted',
      hint: 'Switch it on first: zen config set storage.encryption true',
    })
  }
  const rotated = options.rotate === true
  // Before the store is opened, so that it asks for the new one.
  if (rotated) await openDataKeys(context).rotate()
  return withStore(await openStore(settings, context), async (store) => {
    const { keyId, ...counts } = await store.reseal()
    const { sessions, messages, versions, blobs, values } = counts
    const others = versions + blobs + values
    return {
      data: { backend: store.info.type, key_id: keyId, rotated, ...counts },
      text: `Sealed with the key ${keyId} now: ${messages} messages, ${sessions} titles, ${others} other things. What had it already stayed as it was.`,
    }
  })
}
