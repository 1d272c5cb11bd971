import type { ContentPart, JsonObject, JsonValue, Redacted, Role, ToolCall, Usage } from '@engawa/core'
import type { adapters } from './adapters/adapters.js'
import type { BreakerOptions } from './breaker/circuit-breaker.js'
import type { ModelEntry } from './models/registry.js'

export interface LlmMessage {
  readonly role: Role
  readonly content: readonly ContentPart[]
  readonly toolCalls?: readonly ToolCall[]
  readonly toolCallId?: string
}

export interface ToolDefinition {
  readonly name: string
  readonly description: string
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject
}

/** One request to a model, the same for every provider. What a provider can't do is refused, never dropped. */
export interface LlmRequest {
  readonly model: string
  readonly messages: readonly LlmMessage[]
  readonly temperature?: number
  readonly maxTokens?: number
  readonly stop?: readonly string[]
  readonly seed?: number
  readonly tools?: readonly ToolDefinition[]
  /** JSON Schema that the answer must satisfy. */
  readonly responseSchema?: JsonObject
  readonly think?: boolean | 'low' | 'medium' | 'high'
  /** Tokens of context to ask a local model for (`num_ctx`). */
  readonly contextWindow?: number
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other'

export type StreamPart =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'tool-call'; readonly call: ToolCall }
  | { readonly type: 'usage'; readonly usage: Usage }
  | FinishPart

/** Always last. A stream that ends without it was cut off, and throws. */
export interface FinishPart extends AnswerOrigin {
  readonly type: 'finish'
  readonly reason: FinishReason
  /** The model that answered, as the provider names it. */
  readonly model: string
}

/** Where an answer came from, when that is not simply the provider that was asked. */
export interface AnswerOrigin {
  /** Id of the provider that answered. Set by `streamWithFallback`. */
  readonly provider?: string
  /** Those that were asked first and failed, in order. Absent when the first one answered. */
  readonly insteadOf?: readonly FailedCandidate[]
  /** The answer is one of an earlier time, out of the response cache. */
  readonly cached?: true
}

export interface FailedCandidate {
  readonly provider: string
  readonly model: string
  /** Code of its error: `llm/unreachable`. */
  readonly code: string
}

export interface GenerateResult extends AnswerOrigin {
  readonly text: string
  readonly reasoning: string
  readonly toolCalls: readonly ToolCall[]
  readonly usage: Usage
  readonly finishReason: FinishReason
  /** The model that answered, as the provider names it. */
  readonly model: string
}

export interface EmbedRequest {
  readonly model: string
  readonly texts: readonly string[]
}

export interface EmbedResult {
  readonly model: string
  /** One vector a text, all of one dimension. */
  readonly vectors: readonly (readonly number[])[]
  /** Absent when the provider doesn't count. */
  readonly usage?: Usage
}

export interface ModelListing {
  readonly id: string
  readonly contextWindow?: number
  /** Absent: nobody said. */
  readonly capabilities?: readonly Capability[]
  readonly details?: JsonObject
}

/** One step of getting a model. `completed` and `total` are bytes of the layer `digest`. */
export interface PullProgress {
  /** The server's words: `pulling manifest`, `verifying sha256 digest`, `success`. */
  readonly status: string
  readonly digest?: string
  readonly completed?: number
  readonly total?: number
}

export interface TokenCount {
  readonly inputTokens: number
  /** False: an estimate that errs towards too many. */
  readonly exact: boolean
}

/** A request as it goes over the wire. Safe to print: no key is in it. */
export interface WireRequest {
  readonly method: string
  /** Without credentials. */
  readonly url: string
  /** Values that authorise are `‹masked›`. */
  readonly headers: Readonly<Record<string, string>>
  /** Byte for byte what is sent. */
  readonly body: string
}

export type Capability = 'tools' | 'images' | 'response-schema' | 'think' | 'seed' | 'stop' | 'embed' | 'context-window'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** The whole call, tries and all, ends after this many milliseconds with `llm/timeout`. */
  readonly timeoutMs?: number
  /** Call `onSlow` when nothing of the answer is there after this many milliseconds. */
  readonly warnAfterMs?: number
  readonly onSlow?: (notice: SlowNotice) => void
}

/** A call that takes longer than it should and is still being waited for. */
export interface SlowNotice {
  readonly provider: string
  readonly waitedMs: number
}

/** Whether a provider can be used right now, and what to do if not. */
export interface ProviderStatus {
  readonly available: boolean
  /** `Ollama at http://localhost:11434`, `no key for OpenAI`. */
  readonly detail: string
  readonly hint?: string
}

export interface Provider {
  /** `ollama`, `openai`, `anthropic`, `gemini`, a configured name, or `none`. */
  readonly id: string
  /** `local`: nothing leaves the machine. `cloud`: needs consent. */
  readonly location: 'local' | 'cloud' | 'none'
  /** Where requests go, without credentials. */
  readonly endpoint: string
  readonly capabilities: ReadonlySet<Capability>
  status(options?: CallOptions): Promise<ProviderStatus>
  stream(request: Redacted<LlmRequest>, options?: CallOptions): AsyncIterable<StreamPart>
  generate(request: Redacted<LlmRequest>, options?: CallOptions): Promise<GenerateResult>
  embed(request: Redacted<EmbedRequest>, options?: CallOptions): Promise<EmbedResult>
  listModels(options?: CallOptions): Promise<readonly ModelListing[]>
  /** Tokens of a request. Counted by the provider where it can, otherwise estimated here, and then nothing is sent. */
  countTokens(request: Redacted<LlmRequest>, options?: CallOptions): Promise<TokenCount>
  /** What `stream` would send, without sending it: needs no consent and no key. */
  wireRequest(request: Redacted<LlmRequest>): Promise<WireRequest>
  /** What the server itself knows of a model. Where it can't say: what the registry knows. */
  showModel(model: string, options?: CallOptions): Promise<ModelListing>
  /** Get a model onto the server. Only where models are local files. */
  readonly pull?: (model: string, options?: CallOptions) => AsyncIterable<PullProgress>
}

/** Whether a person agreed that their words go to a cloud provider, and to this address. Kept by whoever keeps configuration. */
export interface ConsentPort {
  /** @param endpoint where the words would go: a provider that was moved elsewhere is another one */
  isGranted(providerId: string, endpoint: string): boolean | Promise<boolean>
}

/** `ollama`, `openai`, `anthropic`, `gemini`, `openai-compatible`, `none`: whatever has a folder in `adapters/`. */
export type ProviderKind = keyof typeof adapters

export interface ProviderOptions {
  readonly kind: ProviderKind
  /** Name in messages and results, and of the consent; the kind unless told. */
  readonly id?: string
  /** Of the API: `http://localhost:11434`, `https://openrouter.ai/api/v1`. Required for `openai-compatible`. */
  readonly baseUrl?: string
  /** Never read from the environment here: whoever keeps keys hands it over. */
  readonly apiKey?: string
  /** Abort when nothing arrives for this long, in milliseconds. 120 s unless told; 300 s for Ollama, which may load. */
  readonly idleTimeoutMs?: number
  /** Tries before the first token, the first included. 3 unless told. */
  readonly maxAttempts?: number
  /** First pause between tries, in milliseconds; it doubles, with jitter. 500 unless told. */
  readonly retryDelayMs?: number
  readonly consent: ConsentPort
  /** The command that grants consent, for the hint when it is missing: `id => \`zen config consent --grant ${id}\``. */
  readonly consentCommand?: (providerId: string) => string
  /** The command that keeps a key, for the hint when it is missing: `id => \`zen keys set ${id}\``. */
  readonly keyCommand?: (providerId: string) => string
  /** How long Ollama keeps a model loaded after an answer: `5m`, seconds, or -1 for ever. */
  readonly keepAlive?: string | number
  /** A person's own models, before the built-in registry: capabilities are refused by what stands there. */
  readonly models?: readonly ModelEntry[]
  /** Shared by all processes: a provider that failed three times is left alone for five minutes. None unless told. */
  readonly breaker?: BreakerOptions
  /** Unless told: Node's own, through the proxy that the environment names (`environmentFetch`). */
  readonly fetch?: typeof globalThis.fetch
}

export type { JsonValue }
