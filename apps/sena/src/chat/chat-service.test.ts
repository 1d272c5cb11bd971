import { silentLogger } from '@engawa/cli-kit'
import { type Message, textOf } from '@engawa/core'
import { createEventBus } from '@engawa/events'
import { createProvider } from '@engawa/llm-providers'
import { ShortTermBuffer } from '@engawa/memory'
import { createSandbox, type Sandbox } from '@engawa/sandbox'
import type { ChatStreamEvent } from '@engawa/sena-client'
import { type FakeOllama, startFakeOllama, waitUntil } from '@engawa/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillDisk, openParts, type Parts } from '../../test/parts.js'
import { ExtensionRepository } from '../database/repositories/extension-repository.js'
import { TurnEvents } from '../events/turn-events.js'
import { ExtensionRegistry } from '../extensions/extension-registry.js'
import { createModelGateway } from '../models/model-gateway.js'
import { modelSettings } from '../models/model-settings.js'
import { defaultSettings } from '../settings/default-settings.js'
import { ChatService } from './chat-service.js'
import { recoverInterrupted } from './recover-interrupted.js'

const firstWord = 'Kites'
/** Too much for a disk that has room for the first word only. */
const longAnswer = `${firstWord} ${`${'x'.repeat(5_000)} `.repeat(8)}`.trim()
/** A port on which nothing listens. */
const nobody = 'http://127.0.0.1:9'

let parts: Parts
let ollama: FakeOllama
let sandbox: Sandbox
beforeEach(async () => {
  parts = await openParts()
  ollama = await startFakeOllama({
    reply: ({ lastUserText }) => (lastUserText.includes('long') ? longAnswer : 'Noted.'),
  })
  sandbox = createSandbox()
})
afterEach(async () => {
  await sandbox.close()
  await ollama.close()
})

function openChat({ maxMessages = 20, baseUrl = ollama.url } = {}) {
  const { clock, database, filter, redact } = parts
  const provider = createProvider({ kind: 'ollama', baseUrl, consent: { isGranted: () => false }, maxAttempts: 1 })
  return new ChatService({
    ...parts,
    memorySettings: { maxResults: 5, threshold: 0.3 },
    buffer: new ShortTermBuffer({ maxMessages, clock }),
    extensions: new ExtensionRegistry({
      folders: [],
      sandbox,
      host: {},
      repository: new ExtensionRepository(database.tables),
      logger: silentLogger,
      clock,
      redact,
      timeoutMs: 1_000,
    }),
    models: createModelGateway({ provider, settings: modelSettings(defaultSettings) }),
    turnEvents: new TurnEvents({ bus: createEventBus({ onError: () => {} }), filter, logger: silentLogger, clock }),
    logger: silentLogger,
  })
}

const stored = async (): Promise<readonly Message[]> =>
  (await parts.database.chats.messages.list({ sessionId: 's' })).items
const lastTurn = () => parts.turns.list({ limit: 1 }).turns[0]
const ask = (message: string) => ({ message, sessionId: 's' })
const recover = () => recoverInterrupted({ ...parts, logger: silentLogger })

test('questions that still wait at the end are refused, not begun', async () => {
  const chat = openChat()
  ollama.next({ silentAfter: 1 })
  let begun = false
  const first = chat.answer(ask('Tell me of kites.'), ({ type }) => {
    begun ||= type === 'delta'
  })
  const heard: ChatStreamEvent['type'][] = []
  const waiting = chat.answer(ask('And of bikes?'), ({ type }) => heard.push(type))
  const refused = expect(waiting).rejects.toMatchObject({ code: 'sena/closing' })
  await waitUntil('the first answer has begun', () => begun)
  await chat.close(0)

  expect(await first).toMatchObject({ status: 'cancelled' })
  await refused
  expect(heard).toEqual(['error'])
  expect((await stored()).map(({ role }) => role)).toEqual(['user', 'assistant'])
  expect(parts.turns.list({ limit: 9 }).turns).toHaveLength(1)
})

test('an answer that finds the disk full is stored at the next start', async () => {
  const chat = openChat()
  let free: (() => void) | undefined
  const answer = chat.answer(ask('A long one, please.'), ({ type }) => {
    if (type === 'delta') free ??= fillDisk(parts)
  })
  await expect(answer).rejects.toMatchObject({ code: 'storage/enospc' })
  expect(lastTurn()).toMatchObject({ status: 'running', partialAnswer: firstWord })

  free?.()
  expect(await recover()).toBe(1)
  expect(lastTurn()).toMatchObject({ status: 'interrupted', partialAnswer: '' })
  expect((await stored()).map((message) => [textOf(message), message.status])).toEqual([
    ['A long one, please.', undefined],
    [firstWord, 'partial'],
  ])
})

test('an answer that the database refuses is kept whole beside its turn', async () => {
  parts.database.sqlite.exec(`CREATE TRIGGER refuse BEFORE INSERT ON chat_messages WHEN NEW.role = 'assistant'
    BEGIN SELECT RAISE(ABORT, 'no answers here'); END`)
  await expect(openChat().answer(ask('A long one, please.'))).rejects.toThrow('no answers here')
  expect(lastTurn()).toMatchObject({ status: 'failed', partialAnswer: longAnswer })
})

test('an answer whose conversation is deleted meanwhile is kept nowhere', async () => {
  let deleted: Promise<unknown> | undefined
  const answer = openChat().answer(ask('A long one, please.'), ({ type }) => {
    if (type === 'delta') deleted ??= parts.database.chats.sessions.delete('s')
  })
  await expect(answer).rejects.toMatchObject({ code: 'storage/session-deleted' })
  await deleted
  expect(lastTurn()).toMatchObject({ status: 'failed', partialAnswer: '' })
})

test('after a restart the model is told as much of the conversation as is set', async () => {
  const before = openChat()
  for (let n = 1; n <= 12; n++) await before.answer(ask(`Kite number ${n}.`))
  await openChat({ maxMessages: 30 }).answer(ask('How many kites?'))
  expect(ollama.modelRequests.at(-1)?.bodyText).toContain('Kite number 1.')
})

test('a time counts for a model only where that model answered', async () => {
  const meanOfFast = () => parts.recorded.mean('response_time', '2026-01-01', { name: 'model_class', value: 'fast' })
  await openChat({ baseUrl: nobody }).answer({ ...ask('Hello.'), mode: 'fast' })
  expect([meanOfFast(), parts.recorded.mean('response_time', '2026-01-01')]).toEqual([null, 0])
  await openChat().answer({ ...ask('Hello.'), mode: 'fast' })
  expect(meanOfFast()).toBe(0)
})
