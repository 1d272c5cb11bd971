import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { JsonObject, JsonValue } from '@engawa/core'
import { SnapshotError } from '../errors.js'
import type { SessionContent } from '../model.js'
import { applyPatch, canonicalJson, diffDocuments, type Patch } from '../patch.js'
import type { SnapshotRecord } from './snapshot-record.js'

/** Shorter texts gain nothing by it. */
const gzipAboveBytes = 1024
/** A few thousand panes; what unpacks to more than that is no snapshot. */
const maxUnpackedBytes = 64 * 1024 * 1024

const formatVersion = 1

export const checksumOf = (content: SessionContent): string =>
  createHash('sha256')
    .update(canonicalJson(asDocument(content)))
    .digest('hex')

export const packWhole = (content: SessionContent): Buffer =>
  pack({ format: formatVersion, content: asDocument(content) })

export const packPatch = (parent: SessionContent, content: SessionContent): Buffer =>
  pack({ format: formatVersion, patch: diffDocuments(asDocument(parent), asDocument(content)) as unknown as JsonValue })

/**
 * The content at the top of a chain, verified against its checksum.
 *
 * @param chain from the snapshot down to a whole one
 * @throws SnapshotError `snapshot/damaged` naming the snapshot, `snapshot/newer`
 */
export function resolveChain(chain: readonly SnapshotRecord[]): SessionContent {
  let content: JsonObject | undefined
  for (const record of [...chain].reverse()) {
    content = nextContent(record, content)
    const checksum = createHash('sha256').update(canonicalJson(content)).digest('hex')
    if (checksum !== record.meta.checksum) throw damaged(record, 'its checksum is another')
  }
  if (content === undefined) throw new RangeError('a chain has at least one snapshot')
  return content as unknown as SessionContent
}

function nextContent(record: SnapshotRecord, below: JsonObject | undefined): JsonObject {
  const stored = unpack(record)
  if (stored.format !== formatVersion) {
    throw new SnapshotError(`snapshot ${record.meta.name} was written by another version of znav`, {
      code: 'snapshot/newer',
      hint: 'Update znav.',
    })
  }
  if (isObject(stored.content)) return stored.content
  if (below === undefined) throw damaged(record, 'what it builds on is gone')
  try {
    return applyPatch(below, stored.patch as unknown as Patch)
  } catch (error) {
    throw damaged(record, 'it does not fit what it builds on', error)
  }
}

function pack(document: JsonObject): Buffer {
  const json = Buffer.from(JSON.stringify(document))
  return json.length > gzipAboveBytes ? gzipSync(json) : json
}

function unpack(record: SnapshotRecord): JsonObject {
  const { data } = record
  try {
    const zipped = data[0] === 0x1f && data[1] === 0x8b
    const json = zipped ? gunzipSync(data, { maxOutputLength: maxUnpackedBytes }) : data
    const document: unknown = JSON.parse(json.toString('utf8'))
    if (isObject(document)) return document
  } catch (error) {
    throw damaged(record, 'it can not be read', error)
  }
  throw damaged(record, 'it is no snapshot')
}

const damaged = ({ meta }: SnapshotRecord, reason: string, cause?: unknown) =>
  new SnapshotError(`snapshot ${meta.name} of session ${JSON.stringify(meta.session)} is damaged: ${reason}`, {
    code: 'snapshot/damaged',
    cause,
    hint: 'See which others are whole: znav snapshot list, znav snapshot verify',
  })

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A content is plain JSON; its types only say more. */
const asDocument = (content: SessionContent): JsonObject => content as unknown as JsonObject
