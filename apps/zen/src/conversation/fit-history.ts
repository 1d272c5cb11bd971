import { type Message, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { coveredBy, latestSummary } from './summaries.js'

export interface FittedHistory {
  /** Oldest first, as the model reads them; a summary of what came before stands first. */
  readonly messages: readonly Message[]
  /** How many older ones did not fit. Never hidden from the person. */
  readonly leftOut: number
  /** The messages up to this `seq` go as a summary; 0: none do. */
  readonly summarised: number
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
  store: Pick<ChatStore, 'messages' | 'sessions'>,
  sessionId: string,
  { before, budget, estimate }: { before: number; budget: number; estimate: (text: string) => number },
): Promise<FittedHistory> {
  const newest: Message[] = []
  let tokens = 0
  let summary: Message | undefined
  let leftOut = 0
  for await (const message of store.messages.list({ sessionId, order: 'desc' })) {
    if (message.seq >= before || !saysSomething(message)) continue
    if (message.seq <= coveredUpTo(summary)) break
    if (coveredBy(message) !== undefined) {
      summary ??= message
      continue
    }
    const cost = estimate(textOf(message))
    if (tokens + cost > budget) {
      summary ??= earlier(await latestSummary(store, sessionId), before)
      leftOut = Math.max(0, message.seq - coveredUpTo(summary))
      break
    }
    tokens += cost
    newest.push(message)
  }
  if (summary === undefined) return { messages: newest.reverse(), leftOut, summarised: 0, tokens }

  const cost = estimate(textOf(summary))
  // Without its summary all that came before is gone: the oldest of the others make room for it.
  while (tokens + cost > budget) {
    const oldest = newest.pop()
    if (oldest === undefined) return { messages: [], leftOut: leftOut + summary.seq, summarised: 0, tokens: 0 }
    tokens -= estimate(textOf(oldest))
    leftOut += 1
  }
  const messages = [summary, ...newest.reverse()]
  return { messages, leftOut, summarised: coveredUpTo(summary), tokens: tokens + cost }
}

const coveredUpTo = (summary: Message | undefined): number => (summary && coveredBy(summary)) ?? 0

const earlier = (summary: Message | undefined, before: number) =>
  summary !== undefined && summary.seq < before ? summary : undefined

/** An answer that broke off before its first word is kept as a fact, but has nothing to tell a model. */
const saysSomething = (message: Message) => message.content.some((part) => part.type !== 'text' || part.text !== '')
