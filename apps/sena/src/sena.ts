import { createLogger, type LogSink } from '@engawa/cli-kit'
import { usageDirectory } from '@engawa/config'
import { type Clock, systemClock } from '@engawa/core'
import { createEventBus } from '@engawa/events'
import { type ConsentPort, fileUsageLedger, withUsageLedger } from '@engawa/llm-providers'
import { createSqliteMemory, type Memory, ShortTermBuffer } from '@engawa/memory'
import { createSandbox } from '@engawa/sandbox'
import { createSecretFilter, envFolderSecrets, environmentSecrets, type SecretFilter } from '@engawa/secret-filter'
import type { ApiPorts } from './api/api-ports.js'
import { ChatService } from './chat/chat-service.js'
import { Conversations } from './chat/conversations.js'
import { recoverInterrupted } from './chat/recover-interrupted.js'
import { openDatabase } from './database/open-database.js'
import { ExtensionRepository } from './database/repositories/extension-repository.js'
import { LogRepository } from './database/repositories/log-repository.js'
import { TelemetryRepository } from './database/repositories/telemetry-repository.js'
import { TurnRepository } from './database/repositories/turn-repository.js'
import { TurnEvents } from './events/turn-events.js'
import { ExtensionRegistry } from './extensions/extension-registry.js'
import { createHealthCheck } from './health.js'
import { systemRead } from './host/system-read.js'
import { LiveFeed } from './live/live-feed.js'
import { type LiveSharing, ownFeedOnly, shareFeed } from './live/live-sharing.js'
import { databaseSink } from './logging/database-sink.js'
import { createModelGateway } from './models/model-gateway.js'
import { modelSettings } from './models/model-settings.js'
import { openOllama } from './models/open-ollama.js'
import { databasePath, type SenaFolders } from './settings/sena-folders.js'
import type { Settings } from './settings/settings-schema.js'
import { Telemetry } from './telemetry/telemetry.js'

export interface SenaOptions {
  readonly settings: Settings
  readonly folders: SenaFolders
  readonly version: string
  readonly consent: ConsentPort
  /** Of the models' server, where it is on another machine. */
  readonly modelKey?: string
  /** Its secrets are known by value, and taken out of whatever leaves. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** So are those of the `.env` files here. */
  readonly cwd: string
  /** Where log lines go beside the database. */
  readonly logSinks: readonly LogSink[]
  /** Folder of the extensions that Sena brings along. */
  readonly coreExtensions: string
  /** The sandbox's worker. */
  readonly sandboxWorker: string
  readonly clock?: Clock
}

/** Everything open and running, without a server. */
export interface Sena extends ApiPorts {
  /** Do beforehand what the first turn would have to wait for. */
  warmUp(): Promise<void>
  /** Take no more questions; running answers finish, or are stored as partial after `graceMs`. */
  finishTurns(graceMs: number): Promise<void>
  /** To be called when no turn runs any more. */
  close(): Promise<void>
}

/**
 * Put Sena together. The caller holds the lock on its folders: turns that a killed process left open are closed here.
 *
 * @throws StorageError when the database can't be used
 */
export async function openSena(options: SenaOptions): Promise<Sena> {
  const { settings, folders, clock = systemClock } = options
  const filter = createSecretFilter({
    knownValues: [
      ...environmentSecrets(options.env),
      ...envFolderSecrets(options.cwd),
      ...(options.modelKey === undefined ? [] : [{ name: 'ollama', value: options.modelKey }]),
    ],
  })
  const redact = (text: string) => filter.redactText(text).text
  const database = await openDatabase(databasePath(folders, settings.database.path))
  const turns = new TurnRepository(database.tables)
  const logs = new LogRepository(database.tables)
  const telemetryRepository = new TelemetryRepository(database.tables)
  const feed = new LiveFeed()
  const sharing = await openSharing(settings, feed, filter)
  const { announce } = sharing
  const logger = await createLogger({
    app: 'sena',
    // Each sink takes what it wants of it.
    level: 'debug',
    filter: redact,
    sinks: [...options.logSinks, databaseSink(logs, announce)],
  })
  sharing.logTo(logger)
  const telemetry = new Telemetry({
    repository: telemetryRepository,
    filter,
    announce,
    logger: logger.module('telemetry'),
    clock,
  })
  const memory: Memory = createSqliteMemory(database.sqlite, { redact, clock })
  const conversations = new Conversations(database.chats)
  await recoverInterrupted({ turns, conversations, memory, logger: logger.module('recovery') })

  const { short_term, retrieval } = settings.memory
  const buffer = new ShortTermBuffer({
    maxMessages: short_term.max_messages,
    expireAfterMs: short_term.expire_after * 1_000,
    clock,
  })
  const sandbox = createSandbox({ workerPath: options.sandboxWorker })
  const extensions = new ExtensionRegistry({
    folders: [{ origin: 'core', path: options.coreExtensions, grants: ['system:read'] }],
    sandbox,
    host: { systemRead: systemRead(folders.data) },
    repository: new ExtensionRepository(database.tables),
    logger: logger.module('extensions'),
    clock,
    redact,
    timeoutMs: settings.extensions.timeout * 1_000,
  })
  const provider = openOllama(settings, options.consent, options.modelKey)
  const ledger = fileUsageLedger(usageDirectory(options.env))
  const models = createModelGateway({
    provider,
    meteredFor: (session) =>
      withUsageLedger(provider, {
        ledger,
        app: 'sena',
        session,
        clock,
        onLedgerFailure: (error) => logger.module('usage').warn(`The usage ledger can't be written: ${String(error)}`),
      }),
    settings: modelSettings(settings),
    clock,
  })
  const bus = createEventBus({
    onError: (error) => logger.module('events').warn(`A listener failed: ${String(error)}`),
  })
  bus.subscribe('#', (event) => announce({ type: 'event', data: { ...event } }))
  const chat = new ChatService({
    memory,
    memorySettings: { maxResults: retrieval.max_results, threshold: retrieval.dynamic_threshold },
    buffer,
    conversations,
    extensions,
    models,
    filter,
    telemetry,
    announce,
    turns,
    turnEvents: new TurnEvents({ bus, filter, logger: logger.module('events'), clock }),
    logger: logger.module('chat'),
    clock,
  })

  return {
    chat,
    chats: database.chats,
    turns,
    memory,
    buffer,
    extensions,
    logs,
    telemetry: telemetryRepository,
    feed,
    logger,
    clock,
    health: createHealthCheck({
      version: options.version,
      models,
      extensions,
      chats: database.chats,
      memory,
      sharing,
      clock,
    }),
    async warmUp() {
      await extensions.load()
      // The filter builds its tables with the first text that it reads.
      redact('warm up')
    },
    finishTurns: (graceMs) => chat.close(graceMs),
    async close() {
      await sharing.close()
      await sandbox.close()
      await database.close()
      logger.close()
    },
  }
}

/** Alone unless a Redis is named: what nobody shares must cost nothing. */
async function openSharing({ live }: Settings, feed: LiveFeed, filter: SecretFilter): Promise<LiveSharing> {
  if (live.redis_url === '') return ownFeedOnly(feed)
  return shareFeed({ redisUrl: live.redis_url, channel: live.channel, feed, filter })
}
