import type { FakeOllama } from '@engawa/testkit'

interface SentMessage {
  readonly role: string
  readonly content: string
}

/** The messages of a request that reached the model; the last one unless told. */
export function sentMessages({ modelRequests }: Pick<FakeOllama, 'modelRequests'>, at = -1): readonly SentMessage[] {
  const body = modelRequests.at(at)?.body
  return body === undefined ? [] : (body as { messages: readonly SentMessage[] }).messages
}

/** What was asked, files and diffs in it. */
export const askedText = (ollama: Pick<FakeOllama, 'modelRequests'>, at = -1): string =>
  sentMessages(ollama, at).findLast(({ role }) => role === 'user')?.content ?? ''
