import { isDeepStrictEqual } from 'node:util'
import type { Session } from '@engawa/core'
import type { AppendBatch, AppendOutcome, SessionChange } from '../backend.js'
import { MemoryBackend } from '../backends/memory/memory-backend.js'
import type { KeptValue, OutageJournal, SessionJournal, Step } from './outage-journal.js'

/** A memory backend that remembers what was done to it, in order. It keeps nothing beyond its process. */
export class JournaledMemory extends MemoryBackend implements OutageJournal {
  readonly #steps = new Map<string, Step[]>()

  override async createSession(session: Session): Promise<void> {
    await super.createSession(session)
    this.#note(session.id, { type: 'create', session })
  }

  override async changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    const changed = await super.changeSession(id, change)
    if (changed !== undefined) this.#note(id, { type: 'change', id, change })
    return changed
  }

  override async append(batch: AppendBatch): Promise<AppendOutcome> {
    const outcome = await super.append(batch)
    if (!outcome.replayed) {
      const kept = structuredClone(batch)
      this.#note(batch.session.id, {
        type: 'append',
        batch: { ...kept, chosenIds: kept.messages.map(({ id }) => id) },
      })
    }
    return outcome
  }

  async isEmpty(): Promise<boolean> {
    for await (const _ of this.kv.keys(0)) return false
    return this.#steps.size === 0
  }

  async *sessions(): AsyncGenerator<SessionJournal> {
    for (const id of [...this.#steps.keys()]) yield this.#session(id)
  }

  #session(id: string): SessionJournal {
    let taken = 0
    return {
      id,
      take: async () => {
        const steps = (this.#steps.get(id) ?? []).slice(taken)
        taken += steps.length
        return steps
      },
      discard: async () => {
        if ((this.#steps.get(id)?.length ?? 0) !== taken) return false
        this.#steps.delete(id)
        return true
      },
      close: () => {},
    }
  }

  async *values(): AsyncGenerator<readonly [string, KeptValue]> {
    for await (const key of this.kv.keys(0)) {
      const kept = await this.kv.get(key, 0)
      if (kept !== undefined) yield [key, kept.value as unknown as KeptValue]
    }
  }

  async discardValue(key: string, kept: KeptValue): Promise<void> {
    await this.kv.deleteIf(key, (found) => isDeepStrictEqual(found, kept))
  }

  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return work()
  }

  #note(id: string, step: Step): void {
    const steps = this.#steps.get(id)
    if (steps === undefined) this.#steps.set(id, [step])
    else steps.push(step)
  }
}
