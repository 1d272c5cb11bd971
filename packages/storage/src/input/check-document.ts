import type { DocumentAnalysis, DocumentChange, DocumentSearch, NewDocument } from '../entities/document.js'
import { checkEntity } from './check-entity.js'
import { checkFields, checkFraction, checkName, listOf } from './check-fields.js'
import { checkId, checkJsonObject, checkObject, checkText, checkTime } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxContentBytes } from './limits.js'

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkNewDocument(value: NewDocument): NewDocument {
  const given = checkObject(value, 'document')
  return {
    name: checkName(given.name, 'name'),
    content: checkContent(given.content, 'content'),
    ...checkFields(given, '', { id: checkId, userId: checkId, sessionId: checkId, ...described }),
  }
}

export function checkDocumentChange(value: unknown): DocumentChange {
  return checkFields(checkObject(value, 'change'), '', { name: checkName, content: checkContent, ...described })
}

export function checkDocumentFilters(request: DocumentSearch): Omit<DocumentSearch, 'query' | 'after' | 'limit'> {
  return checkFields(checkObject(request, 'request'), '', {
    userId: checkId,
    sessionIds: listOf(checkId),
    mediaTypes: listOf(checkMediaType),
    entities: listOf(checkName),
    from: checkTime,
    to: checkTime,
    minRelevance: checkFraction,
  })
}

function checkContent(value: unknown, field: string): string | Uint8Array {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) {
    throw invalidInput(field, 'must be a string or bytes')
  }
  checkLength(value, field)
  return value
}

function checkLongText(value: unknown, field: string): string {
  const text = checkText(value, field)
  checkLength(text, field)
  return text
}

function checkLength(value: string | Uint8Array, field: string): void {
  const size = typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength
  if (size > maxContentBytes) throw invalidInput(field, `must not be larger than ${maxContentBytes / 1024 / 1024} MiB`)
}

function checkMediaType(value: unknown, field: string): string {
  const type = checkName(value, field).toLowerCase()
  if (!/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+(\s*;.*)?$/.test(type)) {
    throw invalidInput(field, 'must be a media type such as text/plain')
  }
  return type
}

function checkAnalysis(value: unknown, field: string): DocumentAnalysis {
  return checkFields(checkObject(value, field), `${field}.`, {
    summary: checkText,
    keyPoints: listOf(checkText),
    entities: listOf(checkEntity),
    topics: listOf(checkName),
    language: checkName,
    confidence: checkFraction,
    model: checkName,
  })
}

const described = {
  mediaType: checkMediaType,
  text: checkLongText,
  analysis: checkAnalysis,
  metadata: checkJsonObject,
}
