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
  /** The capability that grants it: `system:read`. */
  readonly capability: string
  call(args: readonly JsonValue[], options: { readonly signal: AbortSignal }): Promise<JsonValue>
}

export interface RunRequest {
  readonly source: string
  readonly userInput: string
  readonly context: JsonObject
  readonly args: JsonObject
  /** What a person granted. A host function whose capability is missing here does not exist for the guest. */
  readonly grants: readonly string[]
  readonly host: Readonly<Record<string, HostFunction>>
  readonly limits?: Partial<SandboxLimits>
  readonly signal?: AbortSignal
}

export interface RunResult {
  readonly output: string
  readonly logs: readonly string[]
  readonly durationMs: number
}

export interface Sandbox {
  /** Read the manifest without running `execute`. @throws ExtensionError when the contract is not kept */
  inspect(source: string, limits?: Partial<SandboxLimits>): Promise<ExtensionManifest>
  /** @throws ExtensionError `sandbox/timeout`, `sandbox/memory`, `sandbox/denied`, `sandbox/threw`, … */
  run(request: RunRequest): Promise<RunResult>
  close(): Promise<void>
}
