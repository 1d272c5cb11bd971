import type { CommandModule } from '@engawa/cli-kit'
import { systemClock } from '@engawa/core'
import { openSession } from '../ask/open-session.js'
import { openWishes } from '../ask/open-wishes.js'
import { prepareTurn } from '../ask/prepare-turn.js'
import { checkQuestion } from '../input/compose-question.js'
import type { Located } from '../input/sources/locate-sources.js'
import { stageTimes } from '../log/stage-times.js'
import { askTrust } from '../project/trust-file.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'
import { answerChat } from './chat-answer.js'
import { readChatOptions } from './chat-options.js'

/** `zen chat` */
export const run: CommandModule['run'] = async (context, given) => {
  const options = readChatOptions(given)
  const ended = stageTimes(context.log, systemClock)
  await askTrust(context)
  const settings = await openSettings(context, given.options)
  ended('settings are read')
  // All that a person may have mistyped, before anything is opened.
  const files = await located(options.files, context.cwd)
  const wishes = await openWishes(context, options)
  const stdin = context.stdin.isTty ? '' : await context.stdin.readText()
  checkQuestion({ prompt: options.prompt, stdin })

  ended('input is read')
  const store = await openStore(settings, context, options)
  return withStore(store, async () => {
    const open = await openSession(context, settings, store, {
      ...options,
      model: options.model ?? wishes.role?.model,
      record: options.dryRun ? undefined : options.record,
    })
    ended('storage is open and the model chosen')
    const prepared = await prepareTurn(context, open, {
      prompt: options.prompt,
      stdin,
      files,
      fileTokens: options.fileTokens,
      offline: options.offline,
      attached: wishes.attached,
      wishes: wishes.forModel(open),
    })
    ended('the question is put together')
    if (!options.dryRun) return answerChat(context, open, prepared, wishes.schema, options)
    const { previewChat } = await import('./chat-preview.js')
    return previewChat(open, prepared, options)
  })
}

async function located(patterns: readonly string[], cwd: string): Promise<Located> {
  if (patterns.length === 0) return { sources: [], leftOut: [] }
  return (await import('../input/sources/locate-sources.js')).locateSources(patterns, cwd)
}
