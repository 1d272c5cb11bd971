import { openWishes } from '../ask/open-wishes.js'
import { type PreparedTurn, prepareTurn } from '../ask/prepare-turn.js'
import { checkQuestion } from '../input/compose-question.js'
import { locateSources } from '../input/sources/locate-sources.js'
import type { Talk } from './talk.js'

/** A message with all that goes with it, as `zen chat` would put it together. */
export async function prepareMessage(talk: Talk, prompt: string, signal: AbortSignal): Promise<PreparedTurn> {
  const context = { ...talk.context, signal }
  checkQuestion({ prompt, stdin: '' })
  const files = await locateSources(talk.files, context.cwd)
  const wishes = await openWishes(context, { ...talk.wishes, pane: talk.pane })
  return prepareTurn(context, talk.open, {
    prompt,
    stdin: '',
    files,
    fileTokens: undefined,
    offline: talk.wishes.offline,
    attached: wishes.attached,
    wishes: wishes.forModel(talk.open),
  })
}
