import type { MemoryHit } from '@engawa/memory'
import type { TurnStatus } from '@engawa/sena-client'
import type { Intent, ModelClass } from '../intent/intent.js'

/** One question on its way through the pipeline. */
export interface Turn {
  readonly id: string
  readonly sessionId: string
  /** The question's, in the conversation. On the disk before any stage runs. */
  readonly messageId: string
  /** The answer's, chosen beforehand, so that after a crash it can be told whether the answer had been stored. */
  readonly answerId: string
  /** As typed. */
  readonly input: string
  readonly context: readonly string[]
  /** Which model a person asked for. */
  readonly mode?: ModelClass
  /** Aborted by a cancellation or a shutdown. */
  readonly signal: AbortSignal
}

/** What one extension gave. */
export interface ExtensionResult {
  readonly name: string
  readonly ok: boolean
  /** Its output, or what went wrong. */
  readonly output: string
}

/** What a turn answers. */
export interface Answer {
  readonly text: string
  readonly status: Extract<TurnStatus, 'complete' | 'partial' | 'cancelled'>
  /** Null when no model answered. */
  readonly model: string | null
  readonly provider: string | null
  readonly modelClass: ModelClass
  /** Secrets taken out before anything was sent. */
  readonly redactions: number
}

/** A turn that has gone through the pipeline. */
export interface TurnResult {
  readonly intent: Intent
  readonly memories: readonly MemoryHit[]
  readonly extensions: readonly ExtensionResult[]
  readonly answer: Answer
}
