export type * from './memory.js'
export { memoryMigrations } from './memory-migrations.js'
export {
  type BufferedMessage,
  ShortTermBuffer,
  type ShortTermBufferOptions,
} from './short-term-buffer.js'
export { createSqliteMemory, type SqliteMemoryOptions } from './sqlite-memory.js'
export { maxContentLength } from './stored-content.js'
export { type UtteranceKind, utteranceKind } from './utterance.js'
export { type TurnText, type WriteDecision, worthRemembering } from './write-gate.js'
