import type { Message, Session } from '@engawa/core'
import type { Backend, StoredRecord } from '../backend.js'
import type { ImportResult } from '../chat-store.js'
import type { Collection } from '../entities/change.js'
import { checkTransferLine } from '../input/check-transfer.js'
import { invalidInput } from '../input/invalid-input.js'
import { otherContent } from '../store-errors.js'
import { contentHash } from './content-hash.js'
import { MessageCopier } from './message-copier.js'

type Lines = AsyncIterable<string> | Iterable<string>

/** Take in lines one after another. What is durable when it ends, however it ends, is a beginning of them. */
export async function importLines(backend: Backend, lines: Lines): Promise<ImportResult> {
  const importer = new Importer(backend)
  let number = 0
  for await (const text of lines) {
    number += 1
    if (text.trim() === '') continue
    const line = checkTransferLine(text, number)
    if (line.type === 'message') {
      await importer.message(line.message)
      continue
    }
    await importer.finishSession()
    if (line.type === 'session') await importer.session(line.session)
    else if (line.type === 'record') await importer.record(line.collection, line.record, line.blobs ?? {})
  }
  await importer.finishSession()
  return { stored: importer.stored, skipped: importer.skipped }
}

class Importer {
  readonly #backend: Backend
  #current: { readonly session: Session; readonly isNew: boolean; readonly copier: MessageCopier } | undefined
  readonly stored = { sessions: 0, messages: 0, versions: 0 }
  readonly skipped = { sessions: 0, messages: 0, versions: 0 }

  constructor(backend: Backend) {
    this.#backend = backend
  }

  async session(session: Session): Promise<void> {
    const present = await this.#backend.getSession(session.id)
    if (present === undefined) {
      const { deletedAt, ...living } = session
      await this.#backend.createSession({ ...living, updatedAt: session.createdAt })
    } else if (present.userId !== session.userId || present.createdAt !== session.createdAt) {
      throw otherContent('session', session.id)
    }
    const copier = new MessageCopier(this.#backend, session)
    this.#current = { session, isNew: present === undefined, copier }
  }

  async message(message: Message): Promise<void> {
    if (this.#current?.session.id !== message.sessionId) {
      throw invalidInput('message.sessionId', 'is not of the session that came before')
    }
    await this.#current.copier.add(message)
  }

  /** What a session is at last comes after its messages: each of them counts as activity. */
  async finishSession(): Promise<void> {
    if (this.#current === undefined) return
    const { session, isNew, copier } = this.#current
    this.#current = undefined
    await copier.finish()
    const { id, updatedAt, deletedAt, title, metadata } = session
    const now = await this.#backend.getSession(id)
    if (now !== undefined && now.updatedAt < updatedAt) {
      const content = { ...(title === undefined ? {} : { title }), ...(metadata === undefined ? {} : { metadata }) }
      await this.#backend.changeSession(id, { at: updatedAt, ...content })
    }
    if (deletedAt !== undefined && now?.deletedAt === undefined) {
      await this.#backend.changeSession(id, { at: deletedAt, deleted: true })
    }
    ;(isNew ? this.stored : this.skipped).sessions += 1
    this.stored.messages += copier.stored
    this.skipped.messages += copier.skipped
  }

  async record(collection: Collection, record: StoredRecord, encoded: Readonly<Record<string, string>>): Promise<void> {
    const { id, version } = record
    const [present] = await this.#backend.records.history({
      collection,
      id,
      order: 'asc',
      after: version - 1,
      limit: 1,
    })
    if (present !== undefined) {
      if (!isSame(present, record)) throw otherContent(`the record of ${collection}`, id)
      this.skipped.versions += 1
      return
    }
    const blobs = Object.entries(encoded).map(([hash, base64]) => {
      const bytes = Buffer.from(base64, 'base64')
      if (contentHash(bytes) !== hash) throw invalidInput(`blobs.${hash}`, 'are not the bytes that the hash says')
      return { hash, bytes }
    })
    if (!(await this.#backend.records.put(collection, record, blobs))) {
      throw otherContent(`the record of ${collection}`, id)
    }
    this.stored.versions += 1
  }
}

/** Versions are never changed: those that agree in all that stands around the body are the same. */
const isSame = (a: StoredRecord, z: StoredRecord): boolean =>
  a.version === z.version &&
  a.owner === z.owner &&
  a.parent === z.parent &&
  a.createdAt === z.createdAt &&
  a.updatedAt === z.updatedAt &&
  a.deletedAt === z.deletedAt
