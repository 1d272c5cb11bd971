import type { Session } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { SessionQuery } from '../../backend.js'

/** How sessions are found when their ids are not known. */
export interface SessionIndex {
  /** Keys that every script which writes a session is given, beside the session's own. */
  readonly keys: readonly string[]
  /** Called before a session is created, so that no session is ever left unlisted. */
  register(commands: RedisCommander, id: string): Promise<void>
  list(commands: RedisCommander, query: SessionQuery): Promise<readonly Session[]>
  /** Sessions that may have changed since `mark`, all of them when there is none. */
  changedSince(commands: RedisCommander, mark: number | undefined): Promise<Changes>
  count(commands: RedisCommander): Promise<number>
}

export interface Changes {
  readonly ids: readonly string[]
  /** For the next call; absent when changes are not numbered. Lower than before: the data was put back. */
  readonly mark?: number
}
