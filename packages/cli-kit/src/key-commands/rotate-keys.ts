import type { CommandContext, CommandInput, CommandResult } from '../command.js'
import { openKeys } from './open-keys.js'

export async function rotateKeys(context: CommandContext, { options }: CommandInput): Promise<CommandResult> {
  const newPassphrase = options.newPassphrase === true
  const { dataKeyId, entries, wasPlaintext } = await openKeys(context).rotate({ newPassphrase })
  const count = entries === 1 ? 'One key was' : `${entries} keys were`
  return {
    data: { data_key: dataKeyId, entries, was_plaintext: wasPlaintext, new_passphrase: newPassphrase || wasPlaintext },
    text: `${count} sealed anew${newPassphrase ? ', under the new passphrase' : ''}${wasPlaintext ? '; the file was plaintext before' : ''}.`,
  }
}
