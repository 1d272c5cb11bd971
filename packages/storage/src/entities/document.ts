import type { JsonObject } from '@engawa/core'
import type { Listing } from '../chat-store.js'
import type { Entity } from './entity.js'
import type { EntityListOptions, EntityStore, Versioned } from './versioned.js'

/** A file that belongs to a user, and perhaps to a session. Its bytes are read on their own. */
export interface Document extends Versioned {
  readonly userId: string
  readonly sessionId?: string
  readonly name: string
  readonly mediaType: string
  /** Of the content, in bytes. */
  readonly size: number
  /** Of the content, in hexadecimal. */
  readonly sha256: string
  /** What was found out about this content. New content takes it away. */
  readonly analysis?: DocumentAnalysis
  readonly metadata?: JsonObject
}

export interface DocumentAnalysis {
  readonly summary?: string
  readonly keyPoints?: readonly string[]
  readonly entities?: readonly Entity[]
  readonly topics?: readonly string[]
  readonly language?: string
  /** 0 to 1. */
  readonly confidence?: number
  readonly model?: string
}

export interface NewDocument {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly userId?: string
  readonly sessionId?: string
  readonly name: string
  /** `text/plain` when the content is a string, else `application/octet-stream`. */
  readonly mediaType?: string
  readonly content: string | Uint8Array
  /** What the content says, for search; needed where the content is no text itself. */
  readonly text?: string
  readonly analysis?: DocumentAnalysis
  readonly metadata?: JsonObject
}

export type DocumentChange = Partial<Omit<NewDocument, 'id' | 'userId' | 'sessionId'>>

export interface DocumentSearch {
  /** As in a search over messages. */
  readonly query: string
  readonly userId?: string
  readonly sessionIds?: readonly string[]
  readonly mediaTypes?: readonly string[]
  /** Names of entities in the analysis; any of them, whatever their case. */
  readonly entities?: readonly string[]
  /** Last changed from this time on, ISO 8601. */
  readonly from?: string
  /** Last changed before this time, ISO 8601. */
  readonly to?: string
  /** 0 to 1: leave out what scores less than this part of the best hit. */
  readonly minRelevance?: number
  readonly after?: string
  readonly limit?: number
}

export interface DocumentHit {
  readonly document: Document
  /** Higher is better; comparable within one search only. */
  readonly score: number
  /** A part of the text around the first match. */
  readonly excerpt: string
  /** Ranges of matched words in the excerpt, as UTF-16 offsets, end exclusive. */
  readonly highlights: readonly (readonly [start: number, end: number])[]
}

export interface DocumentStore extends EntityStore<Document, NewDocument, DocumentChange> {
  list(options?: EntityListOptions & { readonly sessionId?: string }): Listing<Document>
  /** The bytes, of an earlier version if told. @throws StorageError `storage/not-found` */
  content(id: string, options?: { readonly version?: number }): Promise<Uint8Array>
  /** What it says: as it was given, or the content itself where that is text. Undefined when it has no text. */
  text(id: string, options?: { readonly version?: number }): Promise<string | undefined>
  /** Over names, texts and summaries. Best first. */
  search(request: DocumentSearch): Listing<DocumentHit>
}
