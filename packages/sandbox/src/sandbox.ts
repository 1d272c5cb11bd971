import type { JsonObject, JsonValue } from '@engawa/core'

export interface ExtensionManifest {
  readonly version: string
  readonly name: string
  readonly description: string
  readonly author: string
  readonly parameters: Readonly<Record<string, JsonValue>>
  /** Names of extensions that must be loaded before. */
  readonly requires: readonly string[]
  /** `fs.read:/path`, `fs.write:/path`, `net:host`, `exec:name`, `system:read`, `memory:scope`, `model`. */
  readonly capabilities: readonly string[]
}

export interface SandboxLimits {
  /** Wall clock, enforced from outside. 5,000 unless told. */
  readonly timeoutMs: number
  /** Of the guest's heap. 64 MiB unless told. */
  readonly memoryBytes: number
  /** Of the result as JSON. 1 MiB unless told. */
  readonly maxResultBytes: number
}

/** A function of the host that a guest may call as `host.NAME(args)`; enforced here, never in the guest. */
export interface HostFunction {
  /** The capability that grants it: `system:read`, or a family: `fs.read` is granted by `fs.read:/notes`. */
  readonly capability: string
  call(args: readonly JsonValue[], options: HostCallOptions): Promise<JsonValue>
}

export interface HostCallOptions {
  /** Aborted when the run is over, however it ended. */
  readonly signal: AbortSignal
  /** The capabilities, declared and granted, that allow this call. The function holds the call to their scopes. */
  readonly capabilities: readonly string[]
}

export interface RunRequest {
  readonly source: string
  readonly userInput: string
  readonly context: JsonObject
  readonly args: JsonObject
  /**
   * What a person granted. A host function is refused unless its capability stands both here and in the extension's
   * `METADATA.capabilities`.
   */
  readonly grants: readonly string[]
  readonly host: Readonly<Record<string, HostFunction>>
  readonly limits?: Partial<SandboxLimits>
  readonly signal?: AbortSignal
}

export interface RunResult {
  /** What `execute` returned: text as it is, any other JSON value as its JSON text. */
  readonly output: string
  /** What the guest wrote by `console`, bounded. */
  readonly logs: readonly string[]
  readonly durationMs: number
}

/**
 * Runs extensions that nobody vouches for.
 *
 * Failures are `ExtensionError` with one of these codes: `sandbox/timeout`, `sandbox/memory`, `sandbox/denied` (a host
 * function was refused and the extension did not cope), `sandbox/threw`, `sandbox/contract` (exports or result are not
 * what they must be), `sandbox/invalid-input` (its `validate` said no), `sandbox/result-too-large`, `sandbox/crashed`,
 * `sandbox/aborted`.
 */
export interface Sandbox {
  /** Read the manifest without running `execute`. @throws ExtensionError when the contract is not kept */
  inspect(source: string, limits?: Partial<SandboxLimits>): Promise<ExtensionManifest>
  /** @throws ExtensionError */
  run(request: RunRequest): Promise<RunResult>
  /** End every worker; what still runs fails with `sandbox/aborted`. */
  close(): Promise<void>
}
