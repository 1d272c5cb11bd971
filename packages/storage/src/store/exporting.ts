import type { Session } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { ExportOptions } from '../chat-store.js'
import { type Collection, collections } from '../entities/change.js'
import { checkFields, listOf } from '../input/check-fields.js'
import { checkId, checkObject } from '../input/check-values.js'
import { allMessages } from './all-messages.js'
import { allRecords, allVersions, wholeBlob } from './all-records.js'
import { allSessions } from './all-sessions.js'
import { type TransferLine, transferVersion } from './transfer-line.js'

/** Everything that there is, a line at a time; what is written meanwhile may be in it or not. */
export async function* exportLines(backend: () => Backend, options: ExportOptions): AsyncGenerator<string> {
  for await (const line of transferLines(backend(), options)) yield JSON.stringify(line)
}

async function* transferLines(backend: Backend, options: ExportOptions): AsyncGenerator<TransferLine> {
  const { userId, sessionIds } = checkFields(checkObject(options, 'options'), '', {
    userId: checkId,
    sessionIds: listOf(checkId),
  })
  yield { type: 'engawa-export', version: transferVersion }
  for await (const session of sessionIds === undefined ? allSessions(backend, userId) : named(backend, sessionIds)) {
    if (userId !== undefined && session.userId !== userId) continue
    yield { type: 'session', session: inOrder(session) }
    for await (const message of allMessages(backend, session.id)) yield { type: 'message', message: inOrder(message) }
  }
  if (sessionIds !== undefined) return
  for (const collection of collections) {
    for await (const { id } of ofUser(backend, collection, userId)) yield* versions(backend, collection, id)
  }
}

async function* named(backend: Backend, ids: readonly string[]): AsyncGenerator<Session> {
  for (const id of new Set(ids)) {
    const session = await backend.getSession(id)
    if (session !== undefined) yield session
  }
}

/** A user's own record has no owner: it is the user. */
async function* ofUser(backend: Backend, collection: Collection, userId: string | undefined) {
  if (collection !== 'users' || userId === undefined) {
    yield* allRecords(backend, { collection, ...(userId === undefined ? {} : { owner: userId }) })
    return
  }
  const user = await backend.records.get('users', userId)
  if (user !== undefined) yield user
}

async function* versions(backend: Backend, collection: Collection, id: string): AsyncGenerator<TransferLine> {
  const met = new Set<string>()
  for await (const record of allVersions(backend, collection, id)) {
    const blobs: Record<string, string> = {}
    for (const hash of record.blobs ?? []) {
      if (met.has(hash)) continue
      met.add(hash)
      blobs[hash] = Buffer.from(await wholeBlob(backend, collection, id, hash)).toString('base64')
    }
    yield {
      type: 'record',
      collection,
      record: inOrder(record),
      ...(Object.keys(blobs).length === 0 ? {} : { blobs }),
    }
  }
}

/** Backends give fields in an order of their own. In one order for all, the same content makes the same bytes. */
const inOrder = <T extends object>(entity: T): T =>
  Object.fromEntries(Object.entries(entity).toSorted(([a], [z]) => (a < z ? -1 : 1))) as T
