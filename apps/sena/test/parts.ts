import { silentLogger } from '@engawa/cli-kit'
import { type Clock, createId } from '@engawa/core'
import { createSqliteMemory, type Memory } from '@engawa/memory'
import { createSecretFilter, type SecretFilter } from '@engawa/secret-filter'
import { Conversations } from '../src/chat/conversations.js'
import { type OpenDatabase, openDatabase } from '../src/database/open-database.js'
import { TelemetryRepository } from '../src/database/repositories/telemetry-repository.js'
import { TurnRepository } from '../src/database/repositories/turn-repository.js'
import type { LiveEvent } from '../src/live/live-event.js'
import type { Turn } from '../src/pipeline/turn.js'
import { Telemetry } from '../src/telemetry/telemetry.js'

/** Sena's own parts on a database in memory, with a clock that only the test moves. */
export interface Parts {
  readonly database: OpenDatabase
  readonly memory: Memory
  readonly conversations: Conversations
  readonly turns: TurnRepository
  readonly telemetry: Telemetry
  readonly recorded: TelemetryRepository
  readonly filter: SecretFilter
  readonly redact: (text: string) => string
  readonly announced: readonly LiveEvent[]
  readonly announce: (event: LiveEvent) => void
  readonly clock: Clock
  advance(ms: number): void
}

export async function openParts(): Promise<Parts> {
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const clock: Clock = { now: () => now, monotonic: () => now }
  const database = await openDatabase(':memory:')
  const filter = createSecretFilter()
  const redact = (text: string) => filter.redactText(text).text
  const announced: LiveEvent[] = []
  const announce = (event: LiveEvent) => void announced.push(event)
  const recorded = new TelemetryRepository(database.tables)
  return {
    database,
    memory: createSqliteMemory(database.sqlite, { redact, clock }),
    conversations: new Conversations(database.chats),
    turns: new TurnRepository(database.tables),
    telemetry: new Telemetry({ repository: recorded, filter, announce, logger: silentLogger, clock }),
    recorded,
    filter,
    redact,
    announced,
    announce,
    clock,
    advance: (ms) => {
      now += ms
    },
  }
}

/** As if the disk had room for nothing more, until what is returned is called. */
export function fillDisk({ database: { sqlite } }: Parts): () => void {
  const pages = sqlite.pragma('page_count', { simple: true })
  sqlite.pragma(`max_page_count = ${String(pages)}`)
  return () => void sqlite.pragma('max_page_count = 1000000')
}

export const aTurn = (input: string, given: Partial<Turn> = {}): Turn => ({
  id: createId(),
  sessionId: 's',
  messageId: createId(),
  answerId: createId(),
  input,
  context: [],
  signal: new AbortController().signal,
  ...given,
})
