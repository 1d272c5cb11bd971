import { type Message, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'

export interface FittedHistory {
  /** Oldest first, as the model reads them. */
  readonly messages: readonly Message[]
  /** How many older ones did not fit. Never hidden from the person. */
  readonly leftOut: number
  /** Estimated, the fitted messages alone. */
  readonly tokens: number
}

/**
 * What was said before a position, as much as the budget holds: taken from the newest backwards, given in order.
 *
 * @param before the question's own `seq`: an answer is built on a stated position, whatever other processes add
 * @param budget tokens
 */
export async function fitHistory(
  store: Pick<ChatStore, 'messages'>,
  sessionId: string,
  { before, budget, estimate }: { before: number; budget: number; estimate: (text: string) => number },
): Promise<FittedHistory> {
  const fitting: Message[] = []
  let tokens = 0
  for await (const message of store.messages.list({ sessionId, order: 'desc' })) {
    if (message.seq >= before || !saysSomething(message)) continue
    const cost = estimate(textOf(message))
    if (tokens + cost > budget) return { messages: fitting.reverse(), leftOut: message.seq, tokens }
    tokens += cost
    fitting.push(message)
  }
  return { messages: fitting.reverse(), leftOut: 0, tokens }
}

/** An answer that broke off before its first word is kept as a fact, but has nothing to tell a model. */
const saysSomething = (message: Message) => message.content.some((part) => part.type !== 'text' || part.text !== '')
