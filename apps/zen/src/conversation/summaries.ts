import type { Message, NewMessage } from '@engawa/core'
import { textContent } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'

/** What a summary begins with, so that the model, and whoever reads the session, knows what it is. */
export const summaryTitle = 'Previous conversation summary'

export const summaryMessage = (text: string, upTo: number): NewMessage => ({
  role: 'system',
  content: textContent(`${summaryTitle}:\n${text}`),
  metadata: { summaryUpTo: upTo },
})

/** The `seq` up to which a message stands for those before it; undefined for any other message. */
export function coveredBy({ role, metadata }: Pick<Message, 'role' | 'metadata'>): number | undefined {
  const upTo = metadata?.summaryUpTo
  return role === 'system' && typeof upTo === 'number' ? upTo : undefined
}

/** The session's newest summary, however many messages came after it. */
export async function latestSummary(
  store: Pick<ChatStore, 'sessions' | 'messages'>,
  sessionId: string,
): Promise<Message | undefined> {
  const id = (await store.sessions.get(sessionId))?.metadata?.summary
  return typeof id === 'string' ? store.messages.get(sessionId, id) : undefined
}

/** Add a summary behind what it summarises: the originals stay as they are. */
export async function storeSummary(store: ChatStore, sessionId: string, text: string, upTo: number): Promise<void> {
  const { messages } = await store.messages.append({ sessionId, messages: [summaryMessage(text, upTo)] })
  const metadata = (await store.sessions.get(sessionId))?.metadata
  await store.sessions.update(sessionId, { metadata: { ...metadata, summary: messages[0]?.id ?? '' } })
}
