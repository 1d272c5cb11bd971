import type { IdGenerator } from '@engawa/core'
import type { Backend, Blob, StoredRecord } from '../backend.js'
import type { Document, DocumentChange, DocumentStore, NewDocument } from '../entities/document.js'
import type { Versioned } from '../entities/versioned.js'
import { checkDocumentChange, checkNewDocument } from '../input/check-document.js'
import { checkId } from '../input/check-values.js'
import { localUser } from '../local-user.js'
import { contentMissing } from '../store-errors.js'
import { belongingTo } from './belonging-to.js'
import { blobOf, contentHash } from './content-hash.js'
import { DocumentSearcher } from './document-searcher.js'
import { entityVerbs, expectedIn } from './entity-verbs.js'
import type { Content, Records } from './records.js'
import { sessionNamed } from './session-named.js'
import { type StoredDocument, toStored } from './stored-document.js'

export function documentStore(records: Records<Document>, backend: () => Backend, newId: IdGenerator): DocumentStore {
  const blob = async (id: string, hash: string): Promise<Uint8Array> => {
    const bytes = await records.blob(id, hash)
    if (bytes === undefined || contentHash(bytes) !== hash) throw contentMissing('document', id)
    return bytes
  }
  const textOf = async (record: StoredRecord): Promise<string | undefined> => {
    const { id, textSha256, mediaType, sha256 } = toStored(record)
    const hash = textSha256 ?? (isText(mediaType) ? sha256 : undefined)
    return hash === undefined ? undefined : Buffer.from(await blob(id, hash)).toString()
  }
  const versionOf = async (id: string, version: number | undefined): Promise<StoredRecord> => {
    const checked = checkId(id, 'id')
    return version === undefined ? records.existing(checked) : records.version(checked, version)
  }
  const searcher = new DocumentSearcher(backend, textOf)

  return {
    ...entityVerbs(records),
    create: async (given) => {
      const { id = newId(), userId, sessionId, ...content } = checkNewDocument(given)
      const session = sessionId === undefined ? undefined : await sessionNamed(backend(), sessionId, 'sessionId')
      const owner = userId ?? session?.userId ?? localUser
      return records.create({ id, owner, parent: sessionId ?? '', ...firstContent(content) })
    },
    update: async (id, change) => {
      const checked = checkDocumentChange(change)
      return records.change(checkId(id, 'id'), expectedIn(change), (record) =>
        changedContent(toStored(record), checked),
      )
    },
    list: (options = {}) => records.list(() => belongingTo(options), options),
    content: async (id, { version } = {}) => {
      const record = await versionOf(id, version)
      return blob(record.id, toStored(record).sha256)
    },
    text: async (id, { version } = {}) => textOf(await versionOf(id, version)),
    search: (request) => searcher.search(request),
  }
}

function firstContent({ content, text, mediaType, ...described }: Omit<NewDocument, 'id' | 'userId' | 'sessionId'>) {
  const type = mediaType ?? (typeof content === 'string' ? 'text/plain' : 'application/octet-stream')
  const blob = blobOf(content)
  return contentOf({ ...described, mediaType: type, ...factsOf(blob) }, [blob], text)
}

/** New content makes what was known of the old one void: its analysis, and the text that was given beside it. */
function changedContent(before: StoredDocument, { content, text, ...described }: DocumentChange): Content {
  const { id, userId, sessionId, version, createdAt, updatedAt, deletedAt, ...body } = before
  if (content === undefined) return contentOf({ ...body, ...described }, [], text)
  const { analysis, textSha256, ...kept } = body
  const blob = blobOf(content)
  return contentOf({ ...kept, ...described, ...factsOf(blob) }, [blob], text)
}

const factsOf = ({ bytes, hash }: Blob) => ({ size: bytes.byteLength, sha256: hash })

type Body = Omit<StoredDocument, keyof Versioned | 'userId' | 'sessionId'>

function contentOf(given: Body, stored: readonly Blob[], text: string | undefined): Content {
  const textBlob = text === undefined ? undefined : blobOf(text)
  const body = textBlob === undefined ? given : { ...given, textSha256: textBlob.hash }
  return {
    body,
    blobs: [...new Set([body.sha256, ...(body.textSha256 === undefined ? [] : [body.textSha256])])],
    newBlobs: textBlob === undefined ? stored : [...stored, textBlob],
  }
}

/** Media types whose bytes are UTF-8 that people can read. */
const isText = (mediaType: string): boolean =>
  /^text\/|^application\/(json|xml|yaml|x-yaml|toml|javascript|sql|x-sh)\b|\+(json|xml|yaml)\b/.test(mediaType)
