import { type Clock, type NewMessage, textContent, textOf } from '@engawa/core'
import type { ChatStore } from '../chat-store.js'

export const userSays = (text: string): NewMessage => ({ role: 'user', content: textContent(text) })

/** A clock that stands still until told. */
export class HandClock implements Clock {
  #now: number

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  monotonic(): number {
    return this.#now
  }

  advance(ms: number): void {
    this.#now += ms
  }
}

/** Append texts one at a time. */
export async function say(store: ChatStore, sessionId: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await store.messages.append({ sessionId, messages: [userSays(text)] })
}

/** All texts of a session in order. */
export async function textsOf(store: ChatStore, sessionId: string): Promise<string[]> {
  const texts: string[] = []
  for await (const message of store.messages.list({ sessionId })) texts.push(textOf(message))
  return texts
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

/** Texts with a word in them: found by search, or by reading everything where there is none. */
export async function textsWith(store: ChatStore, word: string): Promise<string[]> {
  if (store.info.capabilities.search) {
    return (await all(store.search({ query: word }))).map(({ message }) => textOf(message)).toSorted()
  }
  const texts: string[] = []
  for await (const { id } of store.sessions.list()) texts.push(...(await textsOf(store, id)))
  return texts.filter((text) => text.includes(word)).toSorted()
}
