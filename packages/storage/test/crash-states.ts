import { openFileStorage } from '../src/backends/file/open-file-storage.js'
import { CrashHistory } from './crash-history.js'
import { perform, type Workload, workloadOf } from './crash-workload.js'
import { below, type Random, seeded } from './random.js'
import { SimulatedDisk } from './simulated-disk.js'
import { SimulatedFileSystem } from './simulated-file-system.js'

export interface CrashFigures {
  /** States of the disk that were opened and read. */
  states: number
  /** Of these, reached by a crash while an earlier one was being recovered from. */
  duringRecovery: number
  /** Answers that were given before the crashes, summed over the states. */
  acknowledged: number
  /** States that had lost one of them. */
  lost: number
  /** States in which something else was wrong: a message that nobody wrote, twice, out of order; not to be opened. */
  corrupt: number
  /** The first fault, with the seed that leads to it. */
  first?: string
}

/** Crashes in each place of many histories, and what is found afterwards. */
export class CrashStates {
  readonly figures: CrashFigures = { states: 0, duringRecovery: 0, acknowledged: 0, lost: 0, corrupt: 0 }
  #seed: number

  constructor(seed: number) {
    this.#seed = seed
  }

  /** @param isEnough asked after each state */
  async explore(isEnough: (figures: CrashFigures) => boolean): Promise<void> {
    for (; !isEnough(this.figures); this.#seed++) {
      const workload = workloadOf(seeded(this.#seed))
      const whole = new SimulatedFileSystem()
      await run(whole, workload, new CrashHistory())
      for (let step = 1; step <= whole.steps && !isEnough(this.figures); step++) {
        await this.#crashAt(step, workload).catch((error) => this.#note('corrupt', String(error)))
      }
    }
  }

  async #crashAt(step: number, workload: Workload): Promise<void> {
    const random = seeded(this.#seed * 65_537 + step)
    const history = new CrashHistory()
    const files = new SimulatedFileSystem(random)
    files.stepsLeft = step
    files.writesShort = random() < 0.2
    await run(files, workload, history)
    for (let image = 0; image < 2; image++) {
      await this.#recover(files.afterPowerLoss(), workload, history.copy(), random, 0)
    }
    // Killed alone, a program leaves its unsynced writes to the next one, which may then lose the power.
    await this.#recover(files.afterKill(), workload, history, random, 0)
  }

  /** Look at what is there, go on with the work, crash once more or twice, and at last complete it. */
  async #recover(
    files: SimulatedFileSystem,
    workload: Workload,
    history: CrashHistory,
    random: Random,
    depth: number,
  ): Promise<void> {
    await this.#judge(files, history, depth)
    if (depth < 2) {
      files.stepsLeft = 1 + below(random, 25)
      await run(files, workload, history)
      const next = random() < 0.7 ? files.afterPowerLoss() : files.afterKill()
      return this.#recover(next, workload, history, random, depth + 1)
    }
    await run(files, workload, history)
    const tasks = workload.flat().length
    if (history.done.size < tasks) this.#note('corrupt', `unfinished: ${history.done.size} of ${tasks}`)
    await this.#judge(files.afterPowerLoss(), history, depth)
  }

  async #judge(files: SimulatedFileSystem, history: CrashHistory, depth: number): Promise<void> {
    this.figures.states += 1
    this.figures.duringRecovery += depth > 0 ? 1 : 0
    this.figures.acknowledged += history.acknowledged
    try {
      let damaged = false
      const store = openFileStorage({
        directory: '/store',
        disk: new SimulatedDisk(files),
        onReport: () => {
          damaged = true
        },
      })
      const faults = await history.faultsOf(store, () => damaged)
      const isLoss = faults.some((fault) => fault.startsWith('lost'))
      if (faults.length > 0) this.#note(isLoss ? 'lost' : 'corrupt', faults.join('; '))
    } catch (error) {
      this.#note('corrupt', String(error))
    }
  }

  #note(kind: 'lost' | 'corrupt', what: string): void {
    this.figures[kind] += 1
    this.figures.first ??= `seed ${this.#seed}: ${what}`
  }
}

/** Do what is not done, until the power goes. What was done is asked for again where asking again must change nothing. */
async function run(files: SimulatedFileSystem, workload: Workload, history: CrashHistory): Promise<void> {
  try {
    const store = openFileStorage({ directory: '/store', disk: new SimulatedDisk(files) })
    for (const group of workload) {
      const results = await Promise.allSettled(
        group.map(async (task) => {
          if (task.kind !== 'append' && history.done.has(task)) return
          history.asked(task)
          history.answered(task, await perform(store, task))
        }),
      )
      const failed = results.find((result) => result.status === 'rejected')
      if (failed !== undefined) throw failed.reason
    }
    await store.close()
  } catch (error) {
    if (!files.isDown) throw error
  }
}
