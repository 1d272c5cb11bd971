import { type ContentPart, type NewMessage, roles, type ToolCall, type Usage } from '@engawa/core'
import {
  checkArray,
  checkId,
  checkInteger,
  checkJson,
  checkJsonObject,
  checkObject,
  checkOneOf,
  checkText,
} from './check-values.js'
import { invalidInput } from './invalid-input.js'

/**
 * The same rules as core's `newMessageSchema`, by hand: a command-line tool that stores a message must not pay 20 ms
 * for a schema library. A test holds the two together.
 *
 * @returns a copy with the known fields only; a field that is `undefined` counts as absent
 */
export function checkMessage(value: unknown, field: string): NewMessage {
  const given = checkObject(value, field)
  const optional = <T>(name: string, check: (value: unknown, field: string) => T): Record<string, T> =>
    given[name] === undefined ? {} : { [name]: check(given[name], `${field}.${name}`) }
  return {
    ...optional('id', checkId),
    role: checkOneOf(given.role, `${field}.role`, roles),
    content: checkArray(given.content, `${field}.content`).map((part, i) => checkPart(part, `${field}.content[${i}]`)),
    ...optional('toolCalls', checkToolCalls),
    ...optional('toolCallId', checkText),
    ...optional('replyTo', checkId),
    ...optional('provider', checkText),
    ...optional('model', checkText),
    ...optional('usage', checkUsage),
    ...optional('status', (status, at) => checkOneOf(status, at, ['complete', 'partial'])),
    ...optional('metadata', checkJsonObject),
  }
}

const mediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

function checkPart(value: unknown, field: string): ContentPart {
  const part = checkObject(value, field)
  const type = checkOneOf(part.type, `${field}.type`, ['text', 'image'])
  if (type === 'text') return { type, text: checkText(part.text, `${field}.text`) }
  return {
    type,
    mediaType: checkOneOf(part.mediaType, `${field}.mediaType`, mediaTypes),
    data: checkBase64(part.data, `${field}.data`),
  }
}

function checkBase64(value: unknown, field: string): string {
  const data = checkText(value, field)
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) throw invalidInput(field, 'must be base64')
  return data
}

function checkToolCalls(value: unknown, field: string): readonly ToolCall[] {
  return checkArray(value, field).map((item, index) => {
    const at = `${field}[${index}]`
    const call = checkObject(item, at)
    return {
      id: checkText(call.id, `${at}.id`),
      name: checkText(call.name, `${at}.name`),
      arguments: checkJson(call.arguments, `${at}.arguments`),
    }
  })
}

const counts = ['inputTokens', 'outputTokens', 'cachedInputTokens', 'reasoningTokens'] as const

function checkUsage(value: unknown, field: string): Usage {
  const usage = checkObject(value, field)
  const known = counts.filter((name) => usage[name] !== undefined)
  return Object.fromEntries(known.map((name) => [name, checkInteger(usage[name], `${field}.${name}`, 0)]))
}
