import type { Redis } from 'ioredis'
import { RedisError } from '../../domain/errors.js'
import type { Kept } from '../merge-stored.js'
import type { MergeOutcome, StoredPane } from '../stored-pane.js'
import { type Keyspace, keys } from './keys.js'

/** All that one keyspace holds of a pane. */
export async function readPane(client: Redis, name: string, space: Keyspace): Promise<StoredPane | undefined> {
  const [fields, history, artifacts] = await Promise.all([
    client.hgetall(keys.pane(name, space)),
    client.lrange(keys.history(name, space), 0, -1),
    client.hgetall(keys.artifacts(name, space)),
  ])
  const nothing = history.length === 0 && [fields, artifacts].every((hash) => Object.keys(hash).length === 0)
  return nothing ? undefined : { name, fields, history, artifacts }
}

/** Each reads anew what others have written meanwhile. */
export const attempts = 10

export const tooBusy = (name: string) =>
  new RedisError(`the history of ${name} is being changed by others, or is no text`, {
    code: 'redis/busy',
    recoverable: true,
    hint: 'Nothing was changed. Try again.',
  })

/**
 * Lay a pane of another store beside what is here, in one transaction of the server.
 *
 * @throws RedisError `redis/busy` when others write to it all the time
 */
export async function mergePane(
  client: Redis,
  incoming: StoredPane,
  kept: Kept,
  { dryRun }: { readonly dryRun: boolean },
): Promise<MergeOutcome> {
  const { mergeStored } = await import('../merge-stored.js')
  const { mergeScript } = await import('./merge-script.js')
  // What is logged between reading and writing must not be lost: the script then refuses, and all is read again.
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const known = await readPane(client, incoming.name, 'perth')
    const merged = mergeStored(known, incoming, kept)
    if (dryRun || !merged.changed) return merged
    const { name, fields, history, artifacts } = merged.pane
    const before = known?.history ?? []
    const answer = await client.eval(mergeScript, 0, JSON.stringify({ name, fields, before, history, artifacts }))
    if (answer === 1) return merged
  }
  throw tooBusy(incoming.name)
}
