import { createHash, type Hash } from 'node:crypto'
import type { JsonValue, Session } from '@engawa/core'
import type { Backend, KeyValueEntry } from '../backend.js'
import type { Collection } from '../entities/change.js'
import { allMessages } from '../store/all-messages.js'
import { allVersions, wholeBlob } from '../store/all-records.js'
import type { Counts } from './counts.js'

/** One thing as it was read to its last byte. */
export interface Digest {
  /** SHA-256, the same on every backend. */
  readonly hash: string
  readonly counts: Partial<Counts>
  /** What is wrong with it by itself, in words. */
  readonly problems: readonly string[]
}

/** A session with its messages; undefined when it is not there. */
export async function digestOfSession(backend: Backend, id: string): Promise<Digest | undefined> {
  const session = await backend.getSession(id)
  if (session === undefined) return undefined
  const hash = begin('session', session)
  let messages = 0
  let last = 0
  let gaps = 0
  for await (const message of allMessages(backend, id)) {
    hash.update(canonical(message))
    messages += 1
    if (message.seq !== last + 1) gaps += 1
    last = message.seq
  }
  return { hash: hash.digest('hex'), counts: { sessions: 1, messages }, problems: sessionProblems(session, last, gaps) }
}

function sessionProblems({ id, messageCount }: Session, last: number, gaps: number): readonly string[] {
  const name = JSON.stringify(id)
  return [
    ...(gaps === 0 ? [] : [`session ${name} lacks messages in ${gaps} places`]),
    // More than were counted came while it was read.
    ...(last >= messageCount ? [] : [`session ${name} ends at message ${last} of ${messageCount}`]),
  ]
}

/** A record with all of its versions and their bytes; undefined when it is not there. */
export async function digestOfRecord(
  backend: Backend,
  collection: Collection,
  id: string,
): Promise<Digest | undefined> {
  const hash = begin(collection, id)
  const problems: string[] = []
  const whole = new Set<string>()
  let versions = 0
  for await (const record of allVersions(backend, collection, id)) {
    hash.update(canonical(record))
    versions += 1
    for (const blob of record.blobs ?? []) {
      if (whole.has(blob)) continue
      whole.add(blob)
      try {
        await wholeBlob(backend, collection, id, blob)
      } catch (error) {
        if ((error as { readonly code?: unknown }).code !== 'storage/corrupt') throw error
        problems.push((error as Error).message)
        hash.update(`lost ${blob}\n`)
      }
    }
  }
  return versions === 0 ? undefined : { hash: hash.digest('hex'), counts: { records: 1, versions }, problems }
}

export function digestOfValue(key: string, entry: KeyValueEntry): Digest {
  return { hash: begin('value', { key, ...entry }).digest('hex'), counts: { values: 1 }, problems: [] }
}

const begin = (kind: string, value: object | string): Hash =>
  createHash('sha256').update(`${kind}\n`).update(canonical(value))

/** As JSON with its keys in order: backends give them back in orders of their own. */
const canonical = (value: object | string): string => `${JSON.stringify(sorted(value as JsonValue))}\n`

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const)
  return Object.fromEntries(entries.toSorted(([a], [z]) => (a < z ? -1 : 1)))
}
