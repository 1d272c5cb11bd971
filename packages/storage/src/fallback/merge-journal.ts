import type { Backend } from '../backend.js'
import { addReports, type MergeReport, nothingMerged } from './fallback-events.js'
import { isOutage } from './outage-error.js'
import type { OutageJournal, SessionJournal } from './outage-journal.js'
import { replayStep } from './replay-step.js'

export interface Merged {
  readonly report: MergeReport
  /** The first one, if there was one: what was not merged stays in the journal. */
  readonly failure?: unknown
}

/** The primary went while it was merged into. */
export class PrimaryAway extends Error {
  override readonly cause: unknown

  constructor(cause: unknown) {
    super('the primary is away again')
    this.cause = cause
  }
}

/** Sessions merged at once; within a session one step follows the other. */
const together = 8

/**
 * Put into the primary what was written during its outage, and forget it in the journal: only then, and only when
 * nothing came meanwhile. Killed at any moment, the next merge does the rest.
 *
 * @param now reads the store's clock
 */
export async function mergeJournal(journal: OutageJournal, primary: Backend, now: () => number): Promise<Merged> {
  let report = nothingMerged
  let failure: unknown
  const add = async (merging: Promise<MergeReport>) => {
    try {
      const merged = await merging
      report = addReports(report, merged)
    } catch (error) {
      failure ??= error
    }
  }
  const mergeAll = async () => {
    const sessions = journal.sessions()[Symbol.asyncIterator]()
    const worker = async () => {
      // Where the primary is gone the others need not try; where one session is refused, they may.
      for (let next = await sessions.next(); next.done !== true; next = await sessions.next()) {
        if (!(failure instanceof PrimaryAway)) await add(mergeSession(next.value, primary))
      }
    }
    await Promise.all(Array.from({ length: together }, worker))
    if (!(failure instanceof PrimaryAway)) await add(mergeValues(journal, primary, now))
  }
  try {
    if (!(await journal.isEmpty())) await journal.exclusively(mergeAll)
  } catch (error) {
    // The journal itself can't be read now.
    failure ??= error
  }
  return failure === undefined ? { report } : { report, failure }
}

async function mergeSession(journal: SessionJournal, primary: Backend): Promise<MergeReport> {
  const adjusted: string[] = []
  let messages = 0
  let known = 0
  try {
    do {
      for (const step of await journal.take()) {
        const replayed = await inPrimary(() => replayStep(primary, step))
        messages += replayed.stored
        known += replayed.known
        if (replayed.adjusted !== undefined) adjusted.push(replayed.adjusted)
      }
    } while (!(await journal.discard()))
  } finally {
    journal.close()
  }
  return { ...nothingMerged, sessions: 1, messages, known, adjusted }
}

/** The last write counts, as it does for values everywhere. */
async function mergeValues(journal: OutageJournal, primary: Backend, now: () => number): Promise<MergeReport> {
  let values = 0
  for await (const [key, kept] of journal.values()) {
    const { value, expiresAt } = kept
    const at = now()
    await inPrimary(async () => {
      // Deleted, or set and expired since: either way what the primary had is outdated.
      if (value === undefined || (expiresAt !== undefined && expiresAt <= at)) await primary.kv.delete(key, at)
      else await primary.kv.set(key, value, expiresAt, at)
    })
    await journal.discardValue(key, kept)
    values += 1
  }
  return { ...nothingMerged, values }
}

async function inPrimary<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isOutage(error) ? new PrimaryAway(error) : error
  }
}
