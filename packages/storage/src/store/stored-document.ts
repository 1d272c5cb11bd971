import type { StoredRecord } from '../backend.js'
import type { Document } from '../entities/document.js'
import { storedEntity, unlessEmpty } from './stored-entity.js'

/** A document as it is kept: `textSha256` is the blob of a text that was given beside the content. */
export interface StoredDocument extends Document {
  readonly textSha256?: string
}

export const toDocument = (record: StoredRecord): Document => {
  const { textSha256, ...document } = toStored(record)
  return document
}

export const toStored = (record: StoredRecord): StoredDocument =>
  storedEntity(record, { userId: record.owner, ...unlessEmpty('sessionId', record.parent) })
