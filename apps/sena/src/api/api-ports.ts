import type { Logger } from '@engawa/cli-kit'
import type { Clock } from '@engawa/core'
import type { Memory, ShortTermBuffer } from '@engawa/memory'
import type { Health } from '@engawa/sena-client'
import type { ChatStore } from '@engawa/storage'
import type { ChatService } from '../chat/chat-service.js'
import type { LogRepository } from '../database/repositories/log-repository.js'
import type { TelemetryRepository } from '../database/repositories/telemetry-repository.js'
import type { TurnRepository } from '../database/repositories/turn-repository.js'
import type { ExtensionRegistry } from '../extensions/extension-registry.js'
import type { LiveFeed } from '../live/live-feed.js'

/** What the API shows and moves. */
export interface ApiPorts {
  readonly chat: ChatService
  readonly chats: ChatStore
  readonly turns: TurnRepository
  readonly memory: Memory
  readonly buffer: ShortTermBuffer
  readonly extensions: ExtensionRegistry
  readonly logs: LogRepository
  readonly telemetry: TelemetryRepository
  readonly feed: LiveFeed
  readonly logger: Logger
  readonly clock: Clock
  health(): Promise<Health>
}
