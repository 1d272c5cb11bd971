import { createHash } from 'node:crypto'
import type { JsonValue, Session } from '@engawa/core'
import type { Backend } from '../backend.js'
import { everyMessage } from './every-message.js'
import { everySession } from './every-session.js'

/** All that a store holds, in short. */
export interface Content {
  readonly sessions: number
  readonly messages: number
  /** SHA-256 over every session and message; the same for the same content on every backend. */
  readonly hash: string
}

/** @param source says which sessions are meant: the target may hold others too */
export async function contentOf(source: Backend, backend: Backend): Promise<Content> {
  const hashes = new Map<string, string>()
  let messages = 0
  await everySession(source, async ({ id }) => {
    const session = await backend.getSession(id)
    if (session === undefined) return
    const hash = createHash('sha256').update(canonical(session))
    for await (const message of everyMessage(backend, id)) {
      hash.update(canonical(message))
      messages += 1
    }
    hashes.set(id, hash.digest('hex'))
  })
  const whole = createHash('sha256')
  for (const id of [...hashes.keys()].toSorted()) whole.update(`${id}\n${hashes.get(id)}\n`)
  return { sessions: hashes.size, messages, hash: whole.digest('hex') }
}

/** As JSON with its keys in order: backends give them back in orders of their own. */
export const canonical = (value: Session | object): string => `${JSON.stringify(sorted(value as JsonValue))}\n`

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
