import type { QuickJSContext, QuickJSDeferredPromise, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core'
import { fixedLimits } from '../limits.js'
import type { Answer, FailureKind, Task } from '../protocol.js'
import { GuestFailure, guestFailure } from './guest-failure.js'
import type { GuestLogs } from './guest-logs.js'
import { prelude } from './prelude.js'
import { initialMemoryBytes } from './quickjs-instance.js'

/** How a guest reaches out. */
export interface GuestPort {
  manifest(json: string): void
  call(id: number, name: string, json: string): void
  readonly logs: GuestLogs
}

/** Jobs run before the worker looks at its messages again. */
const jobsAtOnce = 500
const stackBytes = 192 * 1024

/**
 * One run of one extension in one QuickJS instance. The instance is thrown away with it.
 *
 * The limits set here end most guests politely. The process outside ends the rest.
 */
export class Guest {
  readonly #instance: QuickJSWASMModule
  readonly #task: Task
  readonly #port: GuestPort
  readonly #context: QuickJSContext
  readonly #deadline: number
  readonly #open = new Map<number, QuickJSDeferredPromise>()
  #calls = 0
  #wake = () => {}

  constructor(instance: QuickJSWASMModule, task: Task, port: GuestPort) {
    this.#instance = instance
    this.#task = task
    this.#port = port
    this.#deadline = performance.now() + task.timeoutMs
    const runtime = instance.newRuntime()
    runtime.setMemoryLimit(task.memoryBytes)
    runtime.setMaxStackSize(stackBytes)
    runtime.setInterruptHandler(() => this.#timedOut())
    this.#context = runtime.newContext()
  }

  /** @throws GuestFailure */
  async run(): Promise<string> {
    try {
      const driver = this.#driver()
      const guest = await this.#settle(
        this.#take(this.#context.evalCode(this.#task.source, 'extension.js', { type: 'module' })),
      )
      this.#port.manifest(this.#context.getString(this.#call(driver, 'manifest', [guest])))
      if (this.#task.input === undefined) return ''
      const input = this.#context.newString(this.#task.input)
      const ended = await this.#settle(this.#call(driver, 'start', [guest, input]))
      return this.#output(this.#context.getString(ended))
    } catch (error) {
      throw guestFailure(error, this.#circumstances())
    }
  }

  /** Hand the host's answer to the call that waits for it. */
  answer(answer: Answer): void {
    const deferred = this.#open.get(answer.id)
    if (!deferred) return
    this.#open.delete(answer.id)
    if (answer.ok) {
      deferred.resolve(this.#context.newString(answer.json))
    } else {
      const error = this.#context.newError({ name: 'HostError', message: answer.message })
      if (answer.denied) this.#context.setProp(error, 'code', this.#context.newString('sandbox/denied'))
      deferred.reject(error)
    }
    this.#wake()
  }

  #timedOut(): boolean {
    return performance.now() > this.#deadline
  }

  #circumstances() {
    const { byteLength } = this.#instance.getWasmMemory().buffer
    return {
      timedOut: this.#timedOut(),
      memoryGrown: byteLength > Math.max(this.#task.memoryBytes, initialMemoryBytes),
    }
  }

  #driver(): QuickJSHandle {
    const context = this.#context
    const callHost = context.newFunction('callHost', (name, json) => {
      const deferred = context.newPromise()
      const id = ++this.#calls
      this.#open.set(id, deferred)
      this.#port.call(id, context.getString(name), context.getString(json))
      return deferred.handle
    })
    const writeLog = context.newFunction('writeLog', (line) => this.#port.logs.add(context.getString(line)))
    const make = this.#take(context.evalCode(prelude, 'prelude.js'))
    return this.#take(
      context.callFunction(
        make,
        context.undefined,
        callHost,
        writeLog,
        context.newString(this.#task.hostNames.join(',')),
        context.newNumber(this.#task.maxResultBytes),
        context.newNumber(fixedLimits.logLineChars),
      ),
    )
  }

  #call(object: QuickJSHandle, method: string, args: QuickJSHandle[]): QuickJSHandle {
    return this.#take(this.#context.callMethod(object, method, args))
  }

  /** The value, or throw what the guest threw. */
  #take(result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
    if (result.error) throw this.#thrown(result.error)
    return result.value
  }

  #thrown(error: QuickJSHandle): GuestFailure {
    return guestFailure(this.#context.dump(error), this.#circumstances())
  }

  /** Run the guest's jobs until a promise settles; other values are settled already. */
  async #settle(value: QuickJSHandle): Promise<QuickJSHandle> {
    for (;;) {
      const state = this.#context.getPromiseState(value)
      if (state.type === 'fulfilled') return state.value
      if (state.type === 'rejected') throw this.#thrown(state.error)
      const ran = this.#context.runtime.executePendingJobs(jobsAtOnce)
      if (ran.error) throw this.#thrown(ran.error)
      if (this.#context.runtime.hasPendingJob()) await new Promise(setImmediate)
      else if (this.#context.getPromiseState(value).type === 'pending') await this.#hostAnswer()
    }
  }

  async #hostAnswer(): Promise<void> {
    if (this.#open.size === 0) {
      throw new GuestFailure('contract', 'the extension waits for something that can never happen')
    }
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }

  #output(json: string): string {
    const ended = JSON.parse(json) as { kind: 'output'; output: string } | { kind: FailureKind; message: string }
    if (ended.kind === 'output') return ended.output
    throw guestFailure(new GuestFailure(ended.kind, ended.message), this.#circumstances())
  }
}
