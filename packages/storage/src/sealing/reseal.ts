import type { Clock, EngawaError, JsonObject, Message } from '@engawa/core'
import type { Backend, Replacement, RewritingBackend, SessionPosition, StoredRecord } from '../backend.js'
import { type Collection, collections } from '../entities/change.js'
import { maxPage } from '../input/limits.js'
import { unpackMessage } from '../packing/packed-message.js'
import { replaceMessages } from '../packing/replace-messages.js'
import { allRecords } from '../store/all-records.js'
import { contentHash } from '../store/content-hash.js'
import { envelopeIn, seal, unseal } from './envelope.js'
import type { KeyHolder, KnownKey } from './key-holder.js'
import type { ResealCounts, ResealOptions, ResealReport } from './reseal-report.js'
import { cannotReseal, doesNotOpen, notEncrypted } from './seal-errors.js'
import { blobEnvelope, sealedBlob } from './sealed-blob.js'
import { messageEnvelope, sealMessage, unsealMessage } from './sealed-message.js'
import { sealDetails, sessionEnvelopes, unsealSession } from './sealed-session.js'
import { valuePlace } from './sealing-key-value.js'
import { blobPlace, recordPlace, sealRecord, unsealBlob, unsealRecord } from './sealing-records.js'

/**
 * Go through everything that is stored and seal with the newest key what is not. What has that key already is passed
 * over, so that a call that was cut off is simply made again. What does not open stays as it is and keeps nothing else
 * from being sealed: the first of it is thrown at the end.
 */
export async function reseal(
  backend: Backend,
  keys: KeyHolder,
  clock: Clock,
  { onProgress }: ResealOptions = {},
): Promise<ResealReport> {
  const key = await keys.newest()
  if (key === undefined) throw notEncrypted()
  const { rewriting } = backend
  if (rewriting === undefined) throw cannotReseal(backend.info.type)
  const pass = new ResealPass(backend, rewriting, keys, key, clock)
  for await (const _ of pass.run()) onProgress?.({ ...pass.done })
  return { keyId: key.id, ...pass.done }
}

class ResealPass {
  readonly done: { -readonly [kind in keyof ResealCounts]: number } = {
    sessions: 0,
    messages: 0,
    versions: 0,
    blobs: 0,
    values: 0,
  }
  readonly #backend: Backend
  readonly #rewriting: RewritingBackend
  readonly #keys: KeyHolder
  readonly #key: KnownKey
  readonly #clock: Clock
  #failure: EngawaError | undefined

  constructor(backend: Backend, rewriting: RewritingBackend, keys: KeyHolder, key: KnownKey, clock: Clock) {
    this.#backend = backend
    this.#rewriting = rewriting
    this.#keys = keys
    this.#key = key
    this.#clock = clock
  }

  /** Yields after each thing that may take long. */
  async *run(): AsyncGenerator<void> {
    for await (const id of this.#sessionIds()) {
      await this.#unlessBroken(() => this.#session(id))
      await replaceMessages(
        this.#backend,
        this.#rewriting,
        id,
        (message) => this.#unlessBroken(() => this.#resealed(message)),
        (count) => {
          this.done.messages += count
        },
      )
      yield
    }
    for (const collection of collections) {
      for await (const { id } of allRecords(this.#backend, { collection })) {
        await this.#record(collection, id)
        yield
      }
    }
    for await (const name of this.#backend.kv.keys(this.#clock.now())) {
      await this.#unlessBroken(() => this.#value(name))
    }
    yield
    await this.#rewriting.finish(this.#clock.now())
    if (this.#failure !== undefined) throw this.#failure
  }

  async #unlessBroken<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!doesNotOpen(error)) throw error
      this.#failure ??= error
      return undefined
    }
  }

  /** By their last activity, oldest first: one that is used meanwhile comes again at the end rather than to be missed. */
  async *#sessionIds(): AsyncGenerator<string> {
    for (let after: SessionPosition | undefined; ; ) {
      const query = { includeDeleted: true, order: 'asc', limit: maxPage, ...(after && { after }) } as const
      const page = await this.#backend.listSessions(query)
      for (const { id } of page) yield id
      after = page.at(-1)
      if (page.length < maxPage) return
    }
  }

  async #session(id: string): Promise<void> {
    const from = await this.#backend.getSession(id)
    if (from === undefined) return
    const { title, metadata } = sessionEnvelopes(from)
    const isDone =
      (from.title === undefined || title?.key === this.#key.id) &&
      (from.metadata === undefined || metadata?.key === this.#key.id)
    const opened = await unsealSession(from, this.#keys)
    // Also where it is done: a log may hold earlier titles that are plain.
    const to = isDone ? from : sealDetails(opened, this.#key, id)
    if ((await this.#rewriting.session({ from, to })) && !isDone) this.done.sessions += 1
  }

  /** Undefined when the message has the newest key already. */
  async #resealed(message: Message): Promise<Message | undefined> {
    const envelope = messageEnvelope(message, message.sessionId)
    if (envelope?.key === this.#key.id) return undefined
    const opened = envelope === undefined ? unpackMessage(message) : await unsealMessage(message, envelope, this.#keys)
    return sealMessage(opened, this.#key, message.sessionId)
  }

  async #record(collection: Collection, id: string): Promise<void> {
    const hashes = new Set<string>()
    for (let after = 0; ; ) {
      const query = { collection, id, order: 'asc', after, limit: maxPage } as const
      const page = await this.#backend.records.history(query)
      const changes: Replacement<StoredRecord>[] = []
      for (const from of page) {
        for (const hash of from.blobs ?? []) hashes.add(hash)
        const to = await this.#unlessBroken(() => this.#version(collection, from))
        if (to !== undefined) changes.push({ from, to })
      }
      if (changes.length > 0) this.done.versions += await this.#rewriting.versions(collection, changes)
      after = page.at(-1)?.version ?? after
      if (page.length < maxPage) break
    }
    for (const hash of hashes) await this.#unlessBroken(() => this.#blob(collection, id, hash))
  }

  /** Undefined when the version has the newest key already. */
  async #version(collection: Collection, from: StoredRecord): Promise<StoredRecord | undefined> {
    if (envelopeIn(from.body, recordPlace(collection, from))?.key === this.#key.id) return undefined
    return sealRecord(collection, await unsealRecord(collection, from, this.#keys), this.#key)
  }

  async #blob(collection: Collection, id: string, hash: string): Promise<void> {
    const from = await this.#backend.records.blob(collection, id, hash)
    if (from === undefined) return
    const isPlain = contentHash(from) === hash
    const sealedWith = isPlain ? undefined : blobEnvelope(from)?.keyId
    // Neither plain nor sealed: damaged, and left as it is for whoever reads it to be told.
    if (sealedWith === this.#key.id || (!isPlain && sealedWith === undefined)) return
    const opened = await unsealBlob(collection, id, hash, from, this.#keys)
    const to = sealedBlob(opened, this.#key, blobPlace(collection, id, hash))
    if (await this.#rewriting.blob(collection, id, hash, { from, to })) this.done.blobs += 1
  }

  async #value(name: string): Promise<void> {
    const from = (await this.#backend.kv.get(name, this.#clock.now()))?.value
    if (from === undefined) return
    const place = valuePlace(name)
    const envelope = envelopeIn(from, place)
    if (envelope?.key === this.#key.id) return
    const opened = envelope === undefined ? from : unseal(envelope, await this.#keys.byId(envelope.key, place), place)
    const to: JsonObject = seal(opened, this.#key, place)
    if (await this.#rewriting.value(name, { from, to })) this.done.values += 1
  }
}
