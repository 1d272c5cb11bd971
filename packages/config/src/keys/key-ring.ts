import { randomBytes } from 'node:crypto'
import { withFileLock } from '@engawa/durable-fs'
import { damaged } from './key-errors.js'
import { dataKeyName } from './key-name.js'
import { storedDataKeys } from './key-sources.js'
import type { DataKey, KeyRing, KeyStore } from './key-store.js'

/**
 * Data keys for encryption at rest, kept like every other key: in the OS keyring or the encrypted file, never in
 * plaintext. Ids are `1.9f2c…`, `2.07ab…`: the highest number is current, and no two stores ever share an id.
 *
 * @param store where they are kept. Who loses it loses what the keys sealed: back it up with the data.
 */
export function openKeyRing(store: KeyStore): KeyRing {
  const open = new Map<string, DataKey>()
  const ids = async () => storedDataKeys(await store.list())

  async function byId(id: string): Promise<DataKey | undefined> {
    const known = open.get(id)
    if (known !== undefined) return known
    const found = (await ids()).includes(id) ? await store.find({ provider: dataKeyName(id) }) : undefined
    if (found === undefined) return undefined
    const bytes = Buffer.from(found.value, 'base64')
    if (bytes.length !== 32) throw damaged(found.source.origin, `the data key ${id} is damaged`)
    const key = { id, bytes }
    open.set(id, key)
    return key
  }

  async function make(): Promise<DataKey> {
    const last = Number.parseInt((await ids()).at(-1) ?? '0', 10)
    const bytes = randomBytes(32)
    const key = { id: `${last + 1}.${randomBytes(8).toString('hex')}`, bytes }
    await store.set({ provider: dataKeyName(key.id) }, bytes.toString('base64'))
    open.set(key.id, key)
    return key
  }

  /** Two that start at once must not both make the first one. */
  const alone = <T>(work: () => Promise<T>) => withFileLock(`${store.path}.ring.lock`, work, { timeoutMs: 60_000 })

  /** @throws ConfigError where a key is noted and can't be had: making another would hide that */
  async function last(): Promise<DataKey | undefined> {
    const id = (await ids()).at(-1)
    if (id === undefined) return undefined
    const key = await byId(id)
    if (key === undefined) throw damaged(store.path, `the data key ${id} is gone from the OS keyring`)
    return key
  }

  return {
    byId,
    current: async () => (await last()) ?? alone(async () => (await last()) ?? make()),
    rotate: () => alone(make),
    retire: (id) =>
      alone(async () => {
        if ((await ids()).at(-1) === id) return false
        open.delete(id)
        return (await store.remove({ provider: dataKeyName(id) })).length > 0
      }),
  }
}
