import type { ContextChange, MessageRange, NewContext } from '../entities/context.js'
import { checkEntity } from './check-entity.js'
import { checkFields, checkFraction, listOf } from './check-fields.js'
import { checkId, checkInteger, checkJsonObject, checkObject, checkText } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxKeyPoints } from './limits.js'

const optional = {
  keyPoints: listOf(checkText, maxKeyPoints),
  entities: listOf(checkEntity),
  metadata: checkJsonObject,
}

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkNewContext(value: NewContext): NewContext {
  const given = checkObject(value, 'context')
  return {
    sessionId: checkId(given.sessionId, 'sessionId'),
    summary: checkText(given.summary, 'summary'),
    confidence: checkFraction(given.confidence, 'confidence'),
    range: checkRange(given.range, 'range'),
    ...checkFields(given, '', { id: checkId, ...optional }),
  }
}

export function checkContextChange(value: unknown): ContextChange {
  const checks = { summary: checkText, confidence: checkFraction, range: checkRange, ...optional }
  return checkFields(checkObject(value, 'change'), '', checks)
}

function checkRange(value: unknown, field: string): MessageRange {
  const given = checkObject(value, field)
  const first = checkInteger(given.first, `${field}.first`, 1)
  const last = checkInteger(given.last, `${field}.last`, 1)
  if (last < first) throw invalidInput(`${field}.last`, `must not be before the first, which is ${first}`)
  return { first, last }
}
