import { fixedLimits } from '../limits.js'
import { failure, WorkerLost } from './failures.js'
import { startWorker, type WorkerProcess } from './worker-process.js'

interface Seat {
  readonly worker: WorkerProcess
  runs: number
}

export interface WorkerPoolOptions {
  readonly workerPath: string
  readonly maxWorkers: number
  readonly idleMs: number
}

interface Waiter {
  readonly resume: () => void
  readonly refuse: (error: unknown) => void
}

/**
 * Hands out workers, so many at once and no more; the rest wait their turn.
 *
 * A worker is used again after a good run and never after a bad one. One stays warm after a bad run, so that the next
 * does not wait for a process to start; others that nobody needs are let go after a while.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions
  readonly #all = new Set<WorkerProcess>()
  readonly #idle: Seat[] = []
  readonly #waiters: Waiter[] = []
  #busy = 0
  #closed = false

  constructor(options: WorkerPoolOptions) {
    this.#options = options
  }

  /** Run `work` with a worker that is ready. The worker is discarded when `work` throws. */
  async use<T>(work: (worker: WorkerProcess) => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(signal)
    try {
      const warm = this.#idle.pop()
      return warm ? await this.#useWarm(warm, work) : await this.#useSeat(this.#start(), work)
    } finally {
      this.#release()
    }
  }

  /** A worker may have died while it waited, by the system's want of memory for one. A new one takes its place then. */
  async #useWarm<T>(seat: Seat, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    try {
      return await this.#useSeat(seat, work)
    } catch (error) {
      if (this.#closed || !(error instanceof WorkerLost) || error.begun) throw error
      return this.#useSeat(this.#idle.pop() ?? this.#start(), work)
    }
  }

  async #useSeat<T>(seat: Seat, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    try {
      await seat.worker.ready
      const result = await work(seat.worker)
      seat.runs++
      if (seat.runs < fixedLimits.runsPerWorker) this.#rest(seat)
      else void seat.worker.kill()
      return result
    } catch (error) {
      await seat.worker.kill()
      if (this.#closed) throw closed()
      if (this.#idle.length === 0) this.#rest(this.#start())
      throw error
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(closed())
    await Promise.all([...this.#all].map((worker) => worker.kill()))
  }

  #rest(seat: Seat): void {
    this.#idle.push(seat)
    const { runs } = seat
    const letGo = () => {
      const unused = seat.runs === runs && this.#idle.includes(seat)
      // The last one stays warm. Out of the list before it is dead, so that nobody is given it.
      if (unused && this.#idle.length > 1) void this.#leave(seat).worker.kill()
    }
    setTimeout(letGo, this.#options.idleMs).unref()
  }

  #leave(seat: Seat): Seat {
    const at = this.#idle.indexOf(seat)
    if (at !== -1) this.#idle.splice(at, 1)
    return seat
  }

  #start(): Seat {
    const worker = startWorker(this.#options.workerPath)
    // Who uses the worker hears of it; a warm one that fails is found out when it is taken.
    worker.ready.catch(() => {})
    this.#all.add(worker)
    const seat: Seat = { worker, runs: 0 }
    void worker.exited.then(() => {
      this.#all.delete(worker)
      this.#leave(seat)
    })
    worker.keepAlive(false)
    return seat
  }

  async #turn(signal?: AbortSignal): Promise<void> {
    if (this.#closed) throw closed()
    if (this.#busy < this.#options.maxWorkers) this.#busy++
    else await this.#wait(signal)
    if (!signal?.aborted) return
    this.#release()
    throw aborted()
  }

  /** A turn goes straight from hand to hand: nobody can slip in between. */
  #release(): void {
    const next = this.#waiters.shift()
    if (next) next.resume()
    else this.#busy--
  }

  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        const at = this.#waiters.indexOf(waiter)
        if (at !== -1) this.#waiters.splice(at, 1)
        reject(aborted())
      }
      const waiter: Waiter = {
        resume: () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
        refuse: reject,
      }
      signal?.addEventListener('abort', leave)
      this.#waiters.push(waiter)
    })
  }
}

const closed = () => failure('aborted', 'the sandbox is closed')
const aborted = () => failure('aborted', 'the run was cancelled before it began')
