import { StorageError } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { AppendBatch, AppendOutcome } from '../../backend.js'
import { messageExists, seqConflict, sessionDeleted } from '../../store-errors.js'
import { type Entry, toJson, toMessage } from './redis-messages.js'
import { runScript } from './run-script.js'
import { appendScript } from './scripts.js'
import { jsonOrEmpty } from './session-fields.js'
import type { SessionIndex } from './session-index.js'

/** What the script replies. */
type Reply =
  | readonly ['stored', firstSeq: number]
  | readonly ['replayed', readonly Entry[]]
  | readonly ['conflict', last: number]
  | readonly ['taken', id: string]
  | readonly ['deleted']
  | readonly ['unregistered']

/** One script, so that `seq`, both checks, the messages and what leads to them are one step. */
export async function appendMessages(
  commands: RedisCommander,
  batch: AppendBatch,
  keys: readonly string[],
  index: SessionIndex,
  channel: string,
): Promise<AppendOutcome> {
  const { id: sessionId } = batch.session
  const mayCreate = index.keys.length > 0
  let reply = await runAppend(commands, batch, keys, channel, mayCreate)
  if (reply[0] === 'unregistered') {
    await index.register(commands, sessionId)
    reply = await runAppend(commands, batch, keys, channel, true)
  }
  switch (reply[0]) {
    case 'stored': {
      const [, first] = reply
      const messages = batch.messages.map((message, at) => {
        return { createdAt: batch.at, ...message, sessionId, seq: first + at }
      })
      return { messages, replayed: false }
    }
    case 'replayed':
      return { messages: reply[1].map((entry) => toMessage(entry, sessionId)), replayed: true }
    case 'conflict':
      throw seqConflict(sessionId, batch.expectedSeq ?? 0, reply[1])
    case 'taken':
      throw messageExists(sessionId, reply[1])
    case 'deleted':
      throw sessionDeleted(sessionId)
    case 'unregistered':
      throw new StorageError(`session ${JSON.stringify(sessionId)} could not be registered`, { code: 'storage/redis' })
  }
}

async function runAppend(
  commands: RedisCommander,
  { session, messages, idempotencyKey, expectedSeq, at }: AppendBatch,
  keys: readonly string[],
  channel: string,
  mayCreate: boolean,
): Promise<Reply> {
  return (await runScript(commands, appendScript, keys, [
    channel,
    session.id,
    session.userId,
    at,
    expectedSeq === undefined ? '' : String(expectedSeq),
    idempotencyKey ?? '',
    mayCreate ? '1' : '0',
    session.createdAt,
    jsonOrEmpty(session.title),
    jsonOrEmpty(session.metadata),
    ...messages.flatMap((message) => [message.id, toJson(message, at)]),
  ])) as Reply
}
