import type { Backend } from '../backend.js'
import { copyRecord, newestIn } from './copy-record.js'
import { copySession, presentIn } from './copy-session.js'
import { copyValue, missingValue } from './copy-value.js'
import { type Counts, Tally } from './counts.js'
import { everyThing } from './things.js'
import { together } from './together.js'

/**
 * Copy what the target lacks.
 *
 * @param onCopied called after each step with what was copied by it
 */
export async function copyAll(
  source: Backend,
  target: Backend,
  now: () => number,
  onCopied: (counts: Partial<Counts>) => void,
): Promise<void> {
  await together(everyThing(source, now()), async (thing) => {
    if (thing.kind === 'session') {
      if (await copySession(source, target, thing.session, (messages) => onCopied({ messages }))) {
        onCopied({ sessions: 1 })
      }
    } else if (thing.kind === 'record') {
      const { collection, record } = thing
      if (await copyRecord(source, target, collection, record, (versions) => onCopied({ versions }))) {
        onCopied({ records: 1 })
      }
    } else if (await copyValue(source, target, thing.key, now())) onCopied({ values: 1 })
  })
}

/** What `copyAll` would copy. @param target absent when there is none yet: then everything */
export async function countMissing(source: Backend, target: Backend | undefined, now: () => number): Promise<Counts> {
  const tally = new Tally()
  await together(everyThing(source, now()), async (thing) => {
    if (thing.kind === 'session') {
      const { session } = thing
      const present = target && (await presentIn(source, target, session))
      if (present?.isWhole !== true) tally.add({ sessions: 1, messages: present?.missing ?? session.messageCount })
    } else if (thing.kind === 'record') {
      const { collection, record } = thing
      const there = target && (await newestIn(source, target, collection, record))
      const versions = record.version - (there?.version ?? 0)
      if (versions > 0) tally.add({ records: 1, versions })
    } else if ((await missingValue(source, target, thing.key, now())) !== undefined) tally.add({ values: 1 })
  })
  return tally.counts
}
