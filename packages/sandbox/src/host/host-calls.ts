import type { JsonValue } from '@engawa/core'
import { fixedLimits } from '../limits.js'
import type { Answer } from '../protocol.js'
import type { ExtensionManifest, HostFunction, RunRequest } from '../sandbox.js'
import { allowing } from './capabilities.js'

export interface HostCall {
  readonly id: number
  readonly name: string
  readonly json: string
}

type Refusal = { readonly message: string; readonly denied: boolean }

/**
 * Answers the host calls of one run. Every check is made here, in the trusted process: what a worker claims about
 * grants counts for nothing.
 */
export class HostCalls {
  readonly #request: Pick<RunRequest, 'host' | 'grants'>
  readonly #signal: AbortSignal
  readonly #maxBytes: number
  #open = 0
  /** Set once a call was refused for want of a capability. */
  denied = false

  constructor(request: Pick<RunRequest, 'host' | 'grants'>, options: { signal: AbortSignal; maxBytes: number }) {
    this.#request = request
    this.#signal = options.signal
    this.#maxBytes = options.maxBytes
  }

  async answer(call: HostCall, manifest: ExtensionManifest | undefined): Promise<Answer> {
    const refuse = (refusal: Refusal): Answer => {
      this.denied ||= refusal.denied
      return { type: 'answer', id: call.id, ok: false, ...refusal }
    }
    const found = this.#find(call, manifest)
    if ('message' in found) return refuse(found)
    this.#open++
    try {
      const { fn, args, capabilities } = found
      const value = await fn.call(args, { signal: this.#signal, capabilities })
      const json = JSON.stringify(value ?? null)
      if (Buffer.byteLength(json) > this.#maxBytes) {
        return refuse({ message: `host.${call.name} answered more than ${this.#maxBytes} bytes`, denied: false })
      }
      return { type: 'answer', id: call.id, ok: true, json }
    } catch (error) {
      // The message is for the guest. A stack would tell it about this machine.
      return refuse({ message: error instanceof Error ? error.message : String(error), denied: false })
    } finally {
      this.#open--
    }
  }

  #find(
    { name, json }: HostCall,
    manifest: ExtensionManifest | undefined,
  ): Refusal | { fn: HostFunction; args: readonly JsonValue[]; capabilities: readonly string[] } {
    const fn = Object.hasOwn(this.#request.host, name) ? this.#request.host[name] : undefined
    if (!fn || !manifest) return { message: `host.${name} does not exist`, denied: true }
    const capabilities = allowing(fn.capability, manifest, this.#request.grants)
    if (capabilities.length === 0) {
      return { message: `host.${name} needs the capability ${fn.capability}, which is not granted`, denied: true }
    }
    if (this.#open >= fixedLimits.openHostCalls) {
      return { message: `more than ${fixedLimits.openHostCalls} host calls are open`, denied: false }
    }
    if (Buffer.byteLength(json) > this.#maxBytes) {
      return { message: `the arguments of host.${name} are larger than ${this.#maxBytes} bytes`, denied: false }
    }
    const args = readArguments(json)
    return args === undefined
      ? { message: `the arguments of host.${name} are not an array in JSON`, denied: false }
      : { fn, args, capabilities }
  }
}

/** The worker's own code sends an array; one that was broken into sends anything. */
function readArguments(json: string): readonly JsonValue[] | undefined {
  try {
    const args: unknown = JSON.parse(json)
    return Array.isArray(args) ? (args as JsonValue[]) : undefined
  } catch {
    return undefined
  }
}
