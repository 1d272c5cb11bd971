import type { Session } from '@engawa/core'
import type { Backend, StoredRecord } from '../backend.js'
import { type Collection, collections } from '../entities/change.js'
import { allRecords } from '../store/all-records.js'
import { allSessions } from '../store/all-sessions.js'

/** What is copied, compared and counted as one. */
export type Thing =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'record'; readonly collection: Collection; readonly record: StoredRecord }
  | { readonly kind: 'value'; readonly key: string }

/** Everything in a store, deleted things too; values that have expired are gone. */
export async function* everyThing(backend: Backend, now: number): AsyncGenerator<Thing, void, undefined> {
  for (const collection of collections) {
    for await (const record of allRecords(backend, { collection })) yield { kind: 'record', collection, record }
  }
  for await (const session of allSessions(backend)) yield { kind: 'session', session }
  for await (const key of backend.kv.keys(now)) yield { kind: 'value', key }
}

export function nameOf(thing: Thing): string {
  if (thing.kind === 'session') return `session ${JSON.stringify(thing.session.id)}`
  if (thing.kind === 'value') return `key ${JSON.stringify(thing.key)}`
  return `${JSON.stringify(thing.record.id)} of ${thing.collection}`
}
