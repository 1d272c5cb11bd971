import type { Backend, StoredRecord } from '../backend.js'
import type { Listing, Page } from '../chat-store.js'
import type { Document, DocumentHit, DocumentSearch } from '../entities/document.js'
import { checkDocumentFilters } from '../input/check-document.js'
import { checkAfter, checkLimit } from '../input/check-page.js'
import { checkQuery } from '../input/check-query.js'
import { checkInteger } from '../input/check-values.js'
import { decodeCursor, encodeCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { compareText } from '../listing/order.js'
import { InvertedIndex } from '../search/inverted-index.js'
import { parseQuery } from '../search/parse-query.js'
import { excerptOf } from './excerpt.js'
import { toDocument } from './stored-document.js'

/** A document as it was indexed. */
interface Entry {
  readonly document: Document
  readonly text: string
}

const recordsAtOnce = 500

/**
 * Search over documents, the same on every backend. The index is in memory, made at the first search of a store; each
 * search reads the list of documents, and of those alone that are new or changed the text.
 */
export class DocumentSearcher {
  readonly #backend: () => Backend
  readonly #textOf: (record: StoredRecord) => Promise<string | undefined>
  #index = new InvertedIndex<Entry>()
  #entries = new Map<string, Entry>()
  /** Indexed, but no longer what their document is. */
  #stale = 0
  #catchingUp: Promise<unknown> = Promise.resolve()

  constructor(backend: () => Backend, textOf: (record: StoredRecord) => Promise<string | undefined>) {
    this.#backend = backend
    this.#textOf = textOf
  }

  search(request: DocumentSearch): Listing<DocumentHit> {
    return new PagedListing((after) => this.#page(request, after), request.after)
  }

  async #page(request: DocumentSearch, after: string | undefined): Promise<Page<DocumentHit>> {
    const limit = checkLimit(request.limit)
    const cursor = checkAfter(after === undefined ? {} : { after })
    const skip = cursor === undefined ? 0 : checkInteger(decodeCursor('documents-search', cursor)[0], 'after', 0)
    const terms = parseQuery(checkQuery(request.query))
    const wanted = filterOf(request)
    if (terms.length === 0) return { items: [] }

    // One at a time, and each after its call began, so that a search finds what was written before it.
    const caughtUp = this.#catchingUp.then(() => this.#catchUp())
    this.#catchingUp = caughtUp.catch(() => undefined)
    await caughtUp
    const found = this.#index
      .match(terms)
      .filter(({ ref }) => this.#entries.get(ref.document.id) === ref && wanted(ref.document))
      .toSorted((a, z) => z.score - a.score || compareDocuments(a.ref.document, z.ref.document))
    const least = (found[0]?.score ?? 0) * (request.minRelevance ?? 0)
    const relevant = found.filter(({ score }) => score >= least)
    const items = relevant.slice(skip, skip + limit).map(({ ref, score }): DocumentHit => {
      return { document: structuredClone(ref.document), score, ...excerptOf(ref.text, terms) }
    })
    const next = skip + limit
    return relevant.length <= next ? { items } : { items, nextCursor: encodeCursor('documents-search', [next]) }
  }

  async #catchUp(): Promise<void> {
    const present = new Set<string>()
    let after: StoredRecord | undefined
    do {
      const records = await this.#backend().records.list({
        collection: 'documents',
        includeDeleted: false,
        order: 'asc',
        limit: recordsAtOnce,
        ...(after === undefined ? {} : { after }),
      })
      for (const record of records) {
        present.add(record.id)
        const known = this.#entries.get(record.id)?.document
        // A document that was purged and made anew may be at the same version again.
        if (known?.version === record.version && known.updatedAt === record.updatedAt) continue
        await this.#add(record)
      }
      after = records.length < recordsAtOnce ? undefined : records.at(-1)
    } while (after !== undefined)
    for (const id of this.#entries.keys()) {
      if (present.has(id)) continue
      this.#entries.delete(id)
      this.#stale += 1
    }
    if (this.#stale > this.#entries.size) this.#rebuild()
  }

  async #add(record: StoredRecord): Promise<void> {
    const document = toDocument(record)
    const text = (await this.#textOf(record)) ?? ''
    if (this.#entries.has(record.id)) this.#stale += 1
    const entry = { document, text: [text, document.name, document.analysis?.summary ?? ''].join('\n') }
    this.#entries.set(record.id, entry)
    this.#index.add(entry, entry.text)
  }

  /** What is no longer there still weighs in the scores, a little, and takes memory. */
  #rebuild(): void {
    this.#index = new InvertedIndex()
    this.#stale = 0
    for (const entry of this.#entries.values()) this.#index.add(entry, entry.text)
  }
}

/** Equals newest first, then by id. */
const compareDocuments = (a: Document, z: Document): number =>
  compareText(z.updatedAt, a.updatedAt) || compareText(a.id, z.id)

function filterOf(request: DocumentSearch): (document: Document) => boolean {
  const { userId, sessionIds, mediaTypes, entities, from, to } = checkDocumentFilters(request)
  const names = entities?.map(folded)
  return (document) =>
    (userId === undefined || document.userId === userId) &&
    (sessionIds === undefined || sessionIds.some((id) => id === document.sessionId)) &&
    (mediaTypes === undefined || mediaTypes.includes(document.mediaType)) &&
    (names === undefined || (document.analysis?.entities ?? []).some(({ name }) => names.includes(folded(name)))) &&
    (from === undefined || document.updatedAt >= from) &&
    (to === undefined || document.updatedAt < to)
}

const folded = (name: string): string => name.normalize('NFKC').toLowerCase()
