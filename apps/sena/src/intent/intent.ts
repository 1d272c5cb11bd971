import type { JsonObject } from '@engawa/core'

/** Which of the configured models is meant. */
export type ModelClass = 'fast' | 'critical' | 'code'

export type IntentType =
  | 'greeting'
  | 'recall'
  | 'system_command'
  | 'code_request'
  | 'complex_query'
  | 'general_conversation'

export interface RequiredExtension {
  readonly name: string
  readonly args: JsonObject
}

/** What the router makes of an input: the documented shape, with the reason for the trace. */
export interface Intent {
  readonly type: IntentType
  readonly recommendedModel: ModelClass
  readonly requiredExtensions: readonly RequiredExtension[]
  readonly needsMemory: boolean
  /** 0 to 1. Below what the router is sure of, a model may be asked instead. */
  readonly confidence: number
  readonly reason: string
}

/** As it stands in traces and in the documentation. */
export const intentAsJson = (intent: Intent): JsonObject => ({
  intent_type: intent.type,
  recommended_model: intent.recommendedModel,
  required_extensions: intent.requiredExtensions.map(({ name }) => name),
  needs_memory: intent.needsMemory,
  confidence: intent.confidence,
})
