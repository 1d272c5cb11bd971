import { isEngawaError, type Message, type Session, UserError } from '@engawa/core'
import type { StoredRecord } from '../backend.js'
import { type Collection, collections } from '../entities/change.js'
import { type TransferLine, transferVersion } from '../store/transfer-line.js'
import { checkContextChange } from './check-context.js'
import { checkDocumentChange } from './check-document.js'
import { checkFields, type FieldCheck, listOf } from './check-fields.js'
import { checkMessage } from './check-message.js'
import { checkPanelChange } from './check-panel.js'
import { checkPersonaChange } from './check-persona.js'
import { checkNewSession } from './check-session.js'
import { checkUserChange } from './check-user.js'
import {
  checkId,
  checkInteger,
  checkJsonObject,
  checkObject,
  checkOneOf,
  checkText,
  checkTime,
} from './check-values.js'
import { invalidInput } from './invalid-input.js'

/**
 * One line of an import.
 *
 * @throws UserError `storage/invalid-input` naming the line, and the field in it
 */
export function checkTransferLine(line: string, number: number): TransferLine {
  try {
    return checkParsed(parsed(line))
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error))
    const field = isEngawaError(error) ? error.details?.field : undefined
    throw new UserError(`line ${number} of the import: ${message}`, {
      code: 'storage/invalid-input',
      details: { line: number, field: field ?? 'line' },
      cause: error,
    })
  }
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return checkObject(JSON.parse(line), 'line')
  } catch (error) {
    if (isEngawaError(error)) throw error
    throw invalidInput('line', 'must be JSON')
  }
}

function checkParsed(line: Readonly<Record<string, unknown>>): TransferLine {
  const type = checkOneOf(line.type, 'type', ['engawa-export', 'session', 'message', 'record'])
  switch (type) {
    case 'engawa-export':
      if (line.version !== transferVersion) {
        throw invalidInput(
          'version',
          `is ${String(line.version)}; this version of the program knows ${transferVersion}`,
        )
      }
      return { type, version: transferVersion }
    case 'session':
      return { type, session: checkSession(line.session) }
    case 'message':
      return { type, message: checkStoredMessage(line.message) }
    case 'record': {
      const collection = checkOneOf(line.collection, 'collection', collections)
      const blobs = line.blobs === undefined ? {} : { blobs: checkBlobs(line.blobs) }
      return { type, collection, record: checkRecord(line.record, collection), ...blobs }
    }
  }
}

function checkSession(value: unknown): Session {
  const given = checkObject(value, 'session')
  return {
    ...checkNewSession(given),
    id: checkId(given.id, 'session.id'),
    userId: checkId(given.userId, 'session.userId'),
    createdAt: checkTime(given.createdAt, 'session.createdAt'),
    updatedAt: checkTime(given.updatedAt, 'session.updatedAt'),
    messageCount: 0,
    ...checkFields(given, 'session.', { deletedAt: checkTime }),
  }
}

function checkStoredMessage(value: unknown): Message {
  const given = checkObject(value, 'message')
  return {
    ...checkMessage(given, 'message'),
    id: checkId(given.id, 'message.id'),
    sessionId: checkId(given.sessionId, 'message.sessionId'),
    seq: checkInteger(given.seq, 'message.seq', 1),
    createdAt: checkTime(given.createdAt, 'message.createdAt'),
  }
}

/** A record holds what its entity is made of, under the same names: what a change may say, it must be able to say. */
const bodies: Readonly<Partial<Record<Collection, FieldCheck>>> = {
  users: checkUserChange,
  personas: checkPersonaChange,
  documents: checkDocumentChange,
  contexts: checkContextChange,
  panels: checkPanelChange,
}

function checkRecord(value: unknown, collection: Collection): StoredRecord {
  const given = checkObject(value, 'record')
  const body = checkJsonObject(given.body, 'record.body')
  bodies[collection]?.(body, 'record.body')
  return {
    id: checkKey(given.id, 'record.id'),
    owner: checkText(given.owner, 'record.owner'),
    parent: checkText(given.parent, 'record.parent'),
    version: checkInteger(given.version, 'record.version', 1),
    createdAt: checkTime(given.createdAt, 'record.createdAt'),
    updatedAt: checkTime(given.updatedAt, 'record.updatedAt'),
    ...checkFields(given, 'record.', { deletedAt: checkTime, blobs: listOf(checkHash) }),
    body,
  }
}

/** As an id; longer, as a persona's says whose it is as well. */
function checkKey(value: unknown, field: string): string {
  const key = checkText(value, field)
  if (key === '' || key.length > 1_024 || key.includes('\u0000') || !key.isWellFormed()) {
    throw invalidInput(field, 'must be the id of a record')
  }
  return key
}

function checkHash(value: unknown, field: string): string {
  const hash = checkText(value, field)
  if (!/^[0-9a-f]{64}$/.test(hash)) throw invalidInput(field, 'must be a SHA-256 in hexadecimal')
  return hash
}

function checkBlobs(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(checkObject(value, 'blobs'))
  return Object.fromEntries(
    entries.map(([hash, bytes]) => [checkHash(hash, 'blobs'), checkText(bytes, `blobs.${hash}`)]),
  )
}
