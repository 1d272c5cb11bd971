import type { NewMessage } from '@engawa/core'
import type { AppendRequest } from '../chat-store.js'
import { checkMessage } from './check-message.js'
import { checkArray, checkId, checkInteger, checkObject } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxAppendBytes, maxMessagesPerAppend } from './limits.js'

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkAppend(request: AppendRequest): AppendRequest {
  checkObject(request, 'request')
  const given = checkArray(request.messages, 'messages')
  if (given.length === 0) throw invalidInput('messages', 'must not be empty')
  if (given.length > maxMessagesPerAppend) {
    throw invalidInput('messages', `are ${given.length}; one append takes at most ${maxMessagesPerAppend}`)
  }
  const messages = given.map((message, index) => checkMessage(message, `messages[${index}]`))
  checkSizes(messages)
  checkDistinct(messages)
  return {
    sessionId: checkId(request.sessionId, 'sessionId'),
    messages,
    ...(request.idempotencyKey === undefined
      ? {}
      : { idempotencyKey: checkId(request.idempotencyKey, 'idempotencyKey') }),
    ...(request.expectedSeq === undefined ? {} : { expectedSeq: checkInteger(request.expectedSeq, 'expectedSeq', 0) }),
  }
}

function checkSizes(messages: readonly NewMessage[]): void {
  let total = 0
  for (const [index, message] of messages.entries()) {
    const size = sizeOf(message)
    if (size > maxAppendBytes) throw tooLarge(`messages[${index}]`)
    total += size
  }
  if (total > maxAppendBytes) throw tooLarge('messages')
}

const tooLarge = (field: string) => invalidInput(field, `must not be larger than ${maxAppendBytes / 1024 / 1024} MiB`)

function sizeOf(message: NewMessage): number {
  try {
    return Buffer.byteLength(JSON.stringify(message))
  } catch {
    // Longer than a string can be.
    return Number.POSITIVE_INFINITY
  }
}

function checkDistinct(messages: readonly NewMessage[]): void {
  const seen = new Set<string>()
  for (const [index, { id }] of messages.entries()) {
    if (id === undefined) continue
    if (seen.has(id)) throw invalidInput(`messages[${index}].id`, 'occurs twice in one append')
    seen.add(id)
  }
}
