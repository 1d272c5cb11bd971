import { isDeepStrictEqual } from 'node:util'
import type { Backend, KeyValueEntry } from '../backend.js'

/** The entry that the target lacks or has otherwise; undefined when it has it, or when its time is over. */
export async function missingValue(
  source: Backend,
  target: Backend | undefined,
  key: string,
  now: number,
): Promise<KeyValueEntry | undefined> {
  const ours = await source.kv.get(key, now)
  return ours === undefined || isDeepStrictEqual(ours, await target?.kv.get(key, now)) ? undefined : ours
}

/** Copy an entry: it ends when it would have ended. The source's counts: an entry has no history to tell which is newer. */
export async function copyValue(source: Backend, target: Backend, key: string, now: number): Promise<boolean> {
  const entry = await missingValue(source, target, key, now)
  if (entry === undefined) return false
  await target.kv.set(key, entry.value, entry.expiresAt, now)
  return true
}
