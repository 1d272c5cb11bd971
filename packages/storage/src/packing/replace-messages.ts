import type { Message } from '@engawa/core'
import type { Backend, Replacement, RewritingBackend } from '../backend.js'

/** Messages read at once. */
const readAtOnce = 500

/** Replaced at once, in characters of JSON. Some backends write the whole session anew each time. */
const replacedAtOnce = 32 * 1024 * 1024

/**
 * Go through a session's messages and replace those that are to be others.
 *
 * @param other undefined to leave a message as it is
 * @param onReplaced called with how many, each time
 */
export async function replaceMessages(
  backend: Pick<Backend, 'listMessages'>,
  rewriting: RewritingBackend,
  sessionId: string,
  other: (message: Message) => Promise<Message | undefined>,
  onReplaced: (count: number) => void,
): Promise<void> {
  let changes: Replacement<Message>[] = []
  let size = 0
  const replace = async () => {
    if (changes.length > 0) onReplaced(await rewriting.messages(sessionId, changes))
    changes = []
    size = 0
  }
  for (let seq = 0; ; ) {
    const { messages } = await backend.listMessages({ sessionId, order: 'asc', after: { seq }, limit: readAtOnce })
    for (const from of messages) {
      const to = await other(from)
      if (to === undefined) continue
      changes.push({ from, to })
      size += JSON.stringify(to).length
      if (size > replacedAtOnce) await replace()
    }
    const last = messages.at(-1)
    if (last === undefined) return replace()
    seq = last.seq
  }
}
