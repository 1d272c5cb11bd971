import type { Session } from '@engawa/core'
import type { Backend, RecordQuery, SessionPosition, StoredRecord } from '../backend.js'
import type { ExportOptions } from '../chat-store.js'
import { type Collection, collections } from '../entities/change.js'
import { checkFields, listOf } from '../input/check-fields.js'
import { checkId, checkObject } from '../input/check-values.js'
import { contentMissing } from '../store-errors.js'
import { allMessages } from './all-messages.js'
import { contentHash } from './content-hash.js'
import { type TransferLine, transferVersion } from './transfer-line.js'

const readAtOnce = 200

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

/** By time of activity: one that is active meanwhile moves on to where it is met again, and is then left out. */
async function* allSessions(backend: Backend, userId: string | undefined): AsyncGenerator<Session> {
  const met = new Set<string>()
  let after: SessionPosition | undefined
  do {
    const sessions = await backend.listSessions({
      ...(userId === undefined ? {} : { userId }),
      includeDeleted: true,
      order: 'asc',
      limit: readAtOnce,
      ...(after === undefined ? {} : { after }),
    })
    for (const session of sessions) {
      if (met.has(session.id)) continue
      met.add(session.id)
      yield session
    }
    after = sessions.length < readAtOnce ? undefined : sessions.at(-1)
  } while (after !== undefined)
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

async function* allRecords(
  backend: Backend,
  query: Pick<RecordQuery, 'collection' | 'owner'>,
): AsyncGenerator<StoredRecord> {
  let after: StoredRecord | undefined
  do {
    const page = { includeDeleted: true, order: 'asc', limit: readAtOnce } as const
    const records = await backend.records.list({ ...query, ...page, ...(after === undefined ? {} : { after }) })
    yield* records
    after = records.length < readAtOnce ? undefined : records.at(-1)
  } while (after !== undefined)
}

async function* versions(backend: Backend, collection: Collection, id: string): AsyncGenerator<TransferLine> {
  const met = new Set<string>()
  let after = 0
  for (;;) {
    const query = { collection, id, order: 'asc', after, limit: readAtOnce } as const
    const records = await backend.records.history(query)
    for (const record of records) {
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
    if (records.length < readAtOnce) return
    after = records.at(-1)?.version ?? after
  }
}

async function wholeBlob(backend: Backend, collection: Collection, id: string, hash: string): Promise<Uint8Array> {
  const bytes = await backend.records.blob(collection, id, hash)
  if (bytes === undefined || contentHash(bytes) !== hash) throw contentMissing(`the record of ${collection}`, id)
  return bytes
}

/** Backends give fields in an order of their own. In one order for all, the same content makes the same bytes. */
const inOrder = <T extends object>(entity: T): T =>
  Object.fromEntries(Object.entries(entity).toSorted(([a], [z]) => (a < z ? -1 : 1))) as T
