import type { Durability } from '../../chat-store.js'
import type { Damage } from './damage.js'
import type { Disk } from './disk.js'
import { SessionLog } from './session-log.js'

/** Each keeps a file open. */
const mostOpen = 64

/** The open logs of this process: one writer for each path, the ones unused longest closed first. */
export class SessionLogs {
  readonly #disk: Disk
  readonly #durability: Durability
  readonly #onDamage: (damage: Damage) => void
  readonly #logs = new Map<string, SessionLog>()

  constructor(disk: Disk, durability: Durability, onDamage: (damage: Damage) => void) {
    this.#disk = disk
    this.#durability = durability
    this.#onDamage = onDamage
  }

  at(path: string): SessionLog {
    const log = this.#logs.get(path) ?? new SessionLog(path, this.#disk, this.#durability, this.#onDamage)
    // Last in the map is used last.
    this.#logs.delete(path)
    this.#logs.set(path, log)
    this.#closeUnused()
    return log
  }

  async close(): Promise<void> {
    await Promise.all([...this.#logs.values()].map((log) => log.close()))
    this.#logs.clear()
  }

  #closeUnused(): void {
    for (const [path, log] of this.#logs) {
      if (this.#logs.size <= mostOpen) return
      if (!log.isIdle) continue
      this.#logs.delete(path)
      void log.close()
    }
  }
}
