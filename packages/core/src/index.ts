export { type Clock, systemClock, type Timestamp, timestamp } from './clock.js'
export {
  type ContentPart,
  type ImagePart,
  type Message,
  type NewMessage,
  type Role,
  roles,
  type TextPart,
  type ToolCall,
  textContent,
  textOf,
  type Usage,
} from './conversation/message.js'
export type { NewSession, Session } from './conversation/session.js'
export {
  EngawaError,
  type EngawaErrorOptions,
  type ErrorBody,
  isEngawaError,
  toErrorBody,
} from './errors/engawa-error.js'
export { type ExitCode, exitCodes } from './errors/exit-codes.js'
export {
  ConfigError,
  EventError,
  ExtensionError,
  FilterError,
  LlmError,
  MemoryError,
  RecoverableError,
  StorageError,
  UserError,
} from './errors/families.js'
export { createId, type IdGenerator } from './ids.js'
export type { JsonObject, JsonPrimitive, JsonValue } from './json.js'
export { editDistance, nearest } from './nearest.js'
export { countFindings, isRedacted, type Redacted, type RedactionFinding, redactedMarker } from './redacted.js'
