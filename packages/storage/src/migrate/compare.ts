import type { Backend } from '../backend.js'
import { type Content, RollingContent } from './content.js'
import { type Digest, digestOfRecord, digestOfSession, digestOfValue } from './digests.js'
import { everyThing, nameOf, type Thing } from './things.js'
import { together } from './together.js'

export interface Comparison {
  readonly source: Content
  /** Of what the source has; the target may hold more. */
  readonly target: Content
  /** What is missing, other or damaged, in words: the first few of them. */
  readonly problems: readonly string[]
}

/** Naming more helps nobody. */
const mostNamed = 20

/**
 * Read everything in both stores, to the last byte.
 *
 * @param target absent to read the source alone
 * @param now reads the clock: the time of a value may end between two readings
 */
export async function compare(source: Backend, target: Backend | undefined, now: () => number): Promise<Comparison> {
  const [ours, theirs] = [new RollingContent(), new RollingContent()]
  const problems: string[] = []
  await together(everyThing(source, now()), async (thing) => {
    const [here, there] = await bothOf(thing, source, target, now)
    if (here === undefined) return
    ours.add(here)
    problems.push(...here.problems)
    if (there !== undefined) theirs.add(there)
    if (target !== undefined && there?.hash !== here.hash) {
      problems.push(`${nameOf(thing)} is ${there === undefined ? 'missing in' : 'another in'} the target`)
    }
  })
  return { source: ours.content, target: theirs.content, problems: problems.slice(0, mostNamed) }
}

/** Nothing when it went away meanwhile. */
async function bothOf(
  thing: Thing,
  source: Backend,
  target: Backend | undefined,
  now: () => number,
): Promise<readonly [here?: Digest | undefined, there?: Digest | undefined]> {
  if (thing.kind !== 'value') {
    const read = (backend: Backend) =>
      thing.kind === 'session'
        ? digestOfSession(backend, thing.session.id)
        : digestOfRecord(backend, thing.collection, thing.record.id)
    return Promise.all([read(source), target && read(target)])
  }
  const { key } = thing
  const here = await source.kv.get(key, now())
  const there = await target?.kv.get(key, now())
  // Where its time ended between the two it is gone in both.
  if (here === undefined || (here.expiresAt !== undefined && here.expiresAt <= now())) return []
  return [digestOfValue(key, here), there && digestOfValue(key, there)]
}
