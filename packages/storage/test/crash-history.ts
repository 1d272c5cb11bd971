import { textOf } from '@engawa/core'
import { all } from '../src/conformance/samples.js'
import type { ChatStore } from '../src/index.js'
import { keys, sessionIds, type Task } from './crash-workload.js'

/** What was asked of a store and what was acknowledged, over all of its crashes: what it must still know. */
export class CrashHistory {
  /** Messages that were acknowledged, and where. */
  readonly #messages = new Map<string, { readonly sessionId: string; readonly seq: number }>()
  /** Everything that was ever asked to be stored. */
  readonly #asked = new Set<string>()
  /** For each title and entry: the value acknowledged last, and those asked for since. */
  readonly #values = new Map<string, (string | undefined)[]>()
  readonly done = new Set<Task>()

  get acknowledged(): number {
    return this.done.size
  }

  copy(): CrashHistory {
    const copy = new CrashHistory()
    for (const [text, place] of this.#messages) copy.#messages.set(text, place)
    for (const text of this.#asked) copy.#asked.add(text)
    for (const [name, values] of this.#values) copy.#values.set(name, [...values])
    for (const task of this.done) copy.done.add(task)
    return copy
  }

  asked(task: Task): void {
    if (task.kind === 'append') for (const text of task.texts) this.#asked.add(text)
    else this.#values.set(nameOf(task), [...this.#valuesOf(nameOf(task)), textIn(task)])
  }

  answered(task: Task, seqs: readonly number[]): void {
    this.done.add(task)
    if (task.kind !== 'append') {
      const values = this.#valuesOf(nameOf(task))
      this.#values.set(nameOf(task), values.slice(values.lastIndexOf(textIn(task))))
      return
    }
    for (const [index, text] of task.texts.entries()) {
      this.#messages.set(text, { sessionId: task.sessionId, seq: seqs[index] ?? 0 })
    }
  }

  /** @returns what is wrong with a store that this history led to; nothing when nothing is */
  async faultsOf(store: ChatStore, wasDamaged: () => boolean): Promise<string[]> {
    const faults: string[] = []
    const seen = new Map<string, { readonly sessionId: string; readonly seq: number }>()
    for (const sessionId of sessionIds) {
      const messages = await all(store.messages.list({ sessionId, limit: 3 }))
      for (const [index, message] of messages.entries()) {
        const text = textOf(message)
        if (!this.#asked.has(text)) faults.push(`corrupt: a message that nobody wrote in ${sessionId}`)
        if (seen.has(text)) faults.push(`doubled: ${text.slice(0, 9)}`)
        seen.set(text, { sessionId, seq: message.seq })
        const before = messages[index - 1]?.seq ?? 0
        if (message.seq <= before) faults.push(`disordered: ${sessionId} has ${message.seq} behind ${before}`)
        if (message.seq !== before + 1 && !wasDamaged())
          faults.push(`gap: ${sessionId} has ${message.seq} after ${before}`)
      }
      await this.#compare(`title ${sessionId}`, (await store.sessions.get(sessionId))?.title, faults)
    }
    for (const [text, { sessionId, seq }] of this.#messages) {
      const found = seen.get(text)
      if (found === undefined) faults.push(`lost: ${text.slice(0, 9)}`)
      else if (found.seq !== seq || found.sessionId !== sessionId) faults.push(`moved: ${text.slice(0, 9)}`)
    }
    for (const key of keys) await this.#compare(`entry ${key}`, await store.kv.get(key), faults)
    return faults
  }

  async #compare(name: string, found: unknown, faults: string[]): Promise<void> {
    if (!this.#valuesOf(name).includes(found as string | undefined)) faults.push(`lost: ${name} is ${String(found)}`)
  }

  #valuesOf(name: string): (string | undefined)[] {
    return this.#values.get(name) ?? [undefined]
  }
}

type Value = Exclude<Task, { readonly kind: 'append' }>

const nameOf = (task: Value): string => (task.kind === 'title' ? `title ${task.sessionId}` : `entry ${task.key}`)
const textIn = (task: Value): string => (task.kind === 'title' ? task.title : task.value)
