import { type KeyStore, openKeyStore, type PassphraseQuestion, passphrasesFrom } from '@engawa/config'
import { UserError } from '@engawa/core'
import type { CommandContext } from '../command.js'
import { askHidden } from '../output/ask-hidden.js'

/** The suite's key store, its passphrase asked for in the terminal of this command where one is needed. */
export const openKeys = (context: Pick<CommandContext, 'env' | 'stdin' | 'stderr' | 'format'>): KeyStore =>
  openKeyStore({
    env: context.env,
    passphrases: passphrasesFrom(context.env, (question) => askPassphrase(context, question)),
  })

async function askPassphrase(
  context: Pick<CommandContext, 'stdin' | 'stderr' | 'format'>,
  { text, twice }: PassphraseQuestion,
): Promise<string | undefined> {
  const first = await askHidden(context, text)
  if (first === undefined || !twice) return first
  if ((await askHidden(context, 'Once more:')) === first) return first
  throw new UserError('the two passphrases are not the same', {
    code: 'keys/passphrases-differ',
    hint: 'Nothing was changed. Try again.',
  })
}
