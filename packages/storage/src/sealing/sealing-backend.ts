import type { JsonObject, Message, Session } from '@engawa/core'
import type {
  AppendBatch,
  AppendOutcome,
  Backend,
  ChangeListener,
  KeyValueBackend,
  Matches,
  MatchQuery,
  MessageQuery,
  MessageSlice,
  RecordBackend,
  SessionChange,
  SessionQuery,
  StopWatching,
} from '../backend.js'
import type { BackendInfo } from '../chat-store.js'
import { packMark, unpackMessage } from '../packing/packed-message.js'
import { refuseMark, sealMark } from './envelope.js'
import type { KeyHolder } from './key-holder.js'
import { OpenedSearch } from './opened-search.js'
import { messageEnvelope, sealMessage, unsealMessage } from './sealed-message.js'
import { refuseMarks, sealDetails, unsealSession } from './sealed-session.js'
import { sealingKeyValue } from './sealing-key-value.js'
import { sealingRecords } from './sealing-records.js'

/**
 * A backend whose data is sealed before it gets there and opened on its way back: one way for all of them, also for the
 * journal of an outage. Checksums and quarantine lie below: a missing key is no damage to them.
 *
 * Without a key ring things are stored plain, and what is sealed is refused with the id of its key.
 */
export class SealingBackend implements Backend {
  readonly kv: KeyValueBackend
  readonly records: RecordBackend
  readonly #backend: Backend
  readonly #keys: KeyHolder
  readonly #search: OpenedSearch | undefined

  /** @param isEncrypted whether there is a key ring */
  constructor(backend: Backend, keys: KeyHolder, isEncrypted: boolean) {
    this.#backend = backend
    this.#keys = keys
    this.#search = isEncrypted ? new OpenedSearch(this, backend) : undefined
    this.kv = sealingKeyValue(backend.kv, keys)
    this.records = sealingRecords(backend.records, keys)
  }

  get info(): BackendInfo {
    const { info } = this.#backend
    return this.#search === undefined ? info : { ...info, sealing: { algorithm: 'AES-256-GCM', search: 'memory' } }
  }

  async createSession(session: Session): Promise<void> {
    return this.#backend.createSession(await this.#sealed(session, session.id))
  }

  async getSession(id: string): Promise<Session | undefined> {
    const session = await this.#backend.getSession(id)
    return session && unsealSession(session, this.#keys)
  }

  async listSessions(query: SessionQuery): Promise<readonly Session[]> {
    const sessions = await this.#backend.listSessions(query)
    return Promise.all(sessions.map((session) => unsealSession(session, this.#keys)))
  }

  async changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    const session = await this.#backend.changeSession(id, await this.#sealed(change, id))
    return session && unsealSession(session, this.#keys)
  }

  purgeSession(id: string): Promise<boolean> {
    return this.#backend.purgeSession(id)
  }

  async append(batch: AppendBatch): Promise<AppendOutcome> {
    const { id } = batch.session
    for (const [index, { metadata }] of batch.messages.entries()) {
      for (const mark of [sealMark, packMark]) refuseMark(metadata, `messages[${index}].metadata`, mark)
    }
    const session = await this.#sealed(batch.session, id)
    const key = await this.#keys.current()
    const messages = key === undefined ? batch.messages : batch.messages.map((one) => sealMessage(one, key, id))
    const outcome = await this.#backend.append({ ...batch, session, messages })
    return { ...outcome, messages: await this.#opened(outcome.messages) }
  }

  async getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    const found = await this.#backend.getMessage(sessionId, id)
    return found && (await this.#opened([found]))[0]
  }

  async listMessages(query: MessageQuery): Promise<MessageSlice> {
    const slice = await this.#backend.listMessages(query)
    return { ...slice, messages: await this.#opened(slice.messages) }
  }

  async search(query: MatchQuery): Promise<Matches> {
    if (this.#search !== undefined) return this.#search.search(query)
    const { matches, ...rest } = await this.#backend.search(query)
    return { matches: matches.map((match) => ({ ...match, message: unpackMessage(match.message) })), ...rest }
  }

  async rebuildSearch(): Promise<void> {
    await this.#search?.rebuild()
    await this.#backend.rebuildSearch()
  }

  watch(listener: ChangeListener): Promise<StopWatching> {
    return this.#backend.watch(listener)
  }

  async health(): Promise<JsonObject> {
    const [details, key] = [await this.#backend.health(), await this.#keys.current()]
    if (key === undefined) return details
    const notSearched = this.#search?.leftOut ?? 0
    const encryption = { algorithm: 'AES-256-GCM', keyId: key.id, ...(notSearched > 0 && { notSearched }) }
    return { ...details, encryption }
  }

  close(): Promise<void> {
    return this.#backend.close()
  }

  async #sealed<T extends Pick<SessionChange, 'title' | 'metadata'>>(given: T, id: string): Promise<T> {
    refuseMarks(given)
    const key = await this.#keys.current()
    return key === undefined ? given : sealDetails(given, key, id)
  }

  /** What is neither sealed nor compressed costs no more than a look. */
  async #opened(messages: readonly Message[]): Promise<readonly Message[]> {
    const opened: Message[] = []
    for (const message of messages) {
      const envelope = messageEnvelope(message, message.sessionId)
      if (envelope === undefined) opened.push(unpackMessage(message))
      else opened.push(await unsealMessage(message, envelope, this.#keys))
    }
    return opened
  }
}
