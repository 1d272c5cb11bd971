import { RecoverableError } from '@engawa/core'

/** Turns of one session that may wait. More is a program gone wild, or a person who should see the answers first. */
const maxWaiting = 8

/** Runs the turns of one session one after another, those of different sessions side by side. */
export class SessionQueue {
  readonly #tails = new Map<string, { readonly done: Promise<unknown>; readonly waiting: number }>()

  /** @throws RecoverableError `sena/busy` when too many wait already */
  async run<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(sessionId)
    const waiting = (before?.waiting ?? 0) + 1
    if (waiting > maxWaiting + 1) {
      throw new RecoverableError('This conversation has too many unanswered messages.', {
        code: 'sena/busy',
        hint: 'Wait for an answer, then send the next message.',
      })
    }
    const turn = (before?.done ?? Promise.resolve()).catch(() => undefined).then(work)
    this.#tails.set(sessionId, { done: turn, waiting })
    try {
      return await turn
    } finally {
      this.#leave(sessionId, turn)
    }
  }

  #leave(sessionId: string, turn: Promise<unknown>): void {
    const tail = this.#tails.get(sessionId)
    if (tail === undefined) return
    if (tail.done === turn) this.#tails.delete(sessionId)
    else this.#tails.set(sessionId, { ...tail, waiting: tail.waiting - 1 })
  }
}
