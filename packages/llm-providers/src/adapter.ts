import type { LlmError } from '@engawa/core'
import type {
  Capability,
  EmbedRequest,
  EmbedResult,
  LlmRequest,
  ModelListing,
  ProviderKind,
  ProviderStatus,
  PullProgress,
  StreamPart,
} from './provider.js'

/** What an adapter gets for one request. */
export interface AdapterCall {
  /** Carries the request's signal and watches for silence. The only way out to the network. */
  readonly fetch: typeof globalThis.fetch
}

/**
 * One kind of provider, reduced to its wire: how to ask and how to read the answer. Everything that all of them share
 * (the redaction check, consent, capabilities, retries, timeouts, the end of a stream) is in `guard/`, once.
 */
export interface Adapter {
  readonly id: string
  readonly kind: ProviderKind
  /** In messages: `OpenAI`. */
  readonly title: string
  readonly location: 'local' | 'cloud' | 'none'
  readonly endpoint: string
  readonly capabilities: ReadonlySet<Capability>
  /** What to do when the server can't be reached. */
  readonly unreachableHint: string
  /** Set when a key is needed and missing: what to do about it. */
  readonly missingKeyHint?: string
  /** The key, to be kept out of errors. */
  readonly secret?: string
  readonly idleTimeoutMs: number
  /** Whether words for this model leave the machine, where that depends on the model. */
  leavesMachine?(model: string): boolean
  /** Present on local adapters: ask the server whether it is there. Throws when it is not. */
  probe?(call: AdapterCall): Promise<string>
  /** Present on an adapter that can never be used: why, and what to do. */
  readonly unavailable?: Omit<ProviderStatus, 'available'>
  /** Ends with a `finish` part, or was cut off. */
  stream(request: LlmRequest, call: AdapterCall): AsyncIterable<StreamPart>
  embed?(request: EmbedRequest, call: AdapterCall): Promise<EmbedResult>
  listModels(call: AdapterCall): Promise<readonly ModelListing[]>
  /**
   * Refuse what this one model can't do and the server would pass over. Asked before `stream`, over the wire if need be.
   *
   * @throws LlmError `llm/refused-capability`
   */
  checkModel?(request: LlmRequest, call: AdapterCall): Promise<void>
  /** Present where the provider counts: exact tokens of a request's input. */
  countTokens?(request: LlmRequest, call: AdapterCall): Promise<number>
  showModel?(model: string, call: AdapterCall): Promise<ModelListing>
  pull?(model: string, call: AdapterCall): AsyncIterable<PullProgress>
  /** Say what a client's or a server's failure means. */
  toLlmError(error: unknown, model: string | undefined): LlmError
}
