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
import { OneAtATime } from '../search/one-at-a-time.js'
import { parseQuery } from '../search/parse-query.js'
import { phrasesOf } from '../search/query.js'
import { DocumentIndex, type IndexedDocument } from './document-index.js'
import { excerptOf } from './excerpt.js'
import { toDocument } from './stored-document.js'

const recordsAtOnce = 500

/**
 * Search over documents, the same on every backend. The index is in memory, made at the first search of a store; each
 * search reads the list of documents, and of those alone that are new or changed the text.
 */
export class DocumentSearcher {
  readonly #backend: () => Backend
  readonly #textOf: (record: StoredRecord) => Promise<string | undefined>
  #index = new DocumentIndex()
  /** As they are now. */
  readonly #entries = new Map<string, IndexedDocument>()
  /** Indexed, but no longer what their document is. */
  #stale = 0
  readonly #turns = new OneAtATime()

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
    const query = parseQuery(checkQuery(request.query))
    const wanted = filterOf(request)
    if (query === undefined) return { items: [] }

    await this.#turns.run(() => this.#catchUp())
    const phrases = phrasesOf(query)
    const found = this.#index
      .match(query, phrases, (entry) => this.#entries.get(entry.document.id) === entry && wanted(entry.document))
      .toSorted((a, z) => z.score - a.score || compareDocuments(a.entry.document, z.entry.document))
    const least = (found[0]?.score ?? 0) * (request.minRelevance ?? 0)
    const relevant = found.filter(({ score }) => score >= least)
    const items = relevant.slice(skip, skip + limit).map(({ entry, score }): DocumentHit => {
      return { document: structuredClone(entry.document), score, ...excerptOf(entry.text, phrases) }
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
        if (this.#entries.get(record.id)?.record === JSON.stringify(record)) continue
        await this.#add(record)
      }
      after = records.length < recordsAtOnce ? undefined : records.at(-1)
    } while (after !== undefined)
    for (const id of this.#entries.keys()) {
      if (present.has(id)) continue
      this.#entries.delete(id)
      this.#stale += 1
    }
    if (this.#stale > this.#entries.size) await this.#rebuild()
  }

  async #add(record: StoredRecord): Promise<void> {
    const document = toDocument(record)
    const text = (await this.#textOf(record)) ?? ''
    if (this.#entries.has(record.id)) this.#stale += 1
    const entry = {
      document,
      text: [text, document.name, document.analysis?.summary ?? ''].join('\n'),
      record: JSON.stringify(record),
    }
    this.#entries.set(record.id, entry)
    await this.#index.add(entry)
  }

  /** What is no longer there still weighs in the scores, a little, and takes memory. */
  async #rebuild(): Promise<void> {
    const index = new DocumentIndex()
    for (const entry of this.#entries.values()) await index.add(entry)
    this.#index = index
    this.#stale = 0
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
