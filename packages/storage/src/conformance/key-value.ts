import { all, HandClock } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

export function keyValueChecks(check: Check, expect: TestApi['expect']): void {
  check('a value is read as it was written, and replaced', async ({ store }) => {
    const values = [null, 0, false, '', 'text', [1, [2]], { a: { b: ['\u0000', '😀'] } }]
    for (const value of values) {
      await store.kv.set('k', value)
      expect(await store.kv.get('k')).toEqual(value)
      expect(await store.kv.has('k')).toBe(true)
    }
    expect(await store.kv.get('other')).toBeUndefined()
    expect(await store.kv.has('other')).toBe(false)
  })

  check('deleting says whether something was there', async ({ store }) => {
    await store.kv.set('k', 1)
    expect(await store.kv.delete('k')).toBe(true)
    expect(await store.kv.delete('k')).toBe(false)
    expect(await store.kv.has('k')).toBe(false)
  })

  check('an entry lives to the millisecond', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await store.kv.set('short', 1, { ttlMs: 250 })
    await store.kv.set('long', 2, { ttlMs: 10_000 })
    await store.kv.set('forever', 3)
    clock.advance(249)
    expect(await store.kv.get('short')).toBe(1)
    clock.advance(1)
    expect(await store.kv.get('short')).toBeUndefined()
    expect(await store.kv.has('short')).toBe(false)
    expect(await store.kv.delete('short')).toBe(false)
    expect((await all(store.kv.keys())).toSorted()).toEqual(['forever', 'long'])
    clock.advance(100 * 365 * 86_400_000)
    expect(await all(store.kv.keys())).toEqual(['forever'])
    await store.kv.set('short', 'new')
    expect(await all(store.kv.keys('sh*'))).toEqual(['short'])
  })

  check('setting again sets the time to live anew', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await store.kv.set('k', 1, { ttlMs: 100 })
    await store.kv.set('k', 2)
    clock.advance(1_000)
    expect(await store.kv.get('k')).toBe(2)
  })

  check('keys match a glob, letter case and all', async ({ store }) => {
    const keys = ['zen:a', 'zen:b', 'zen:ab', 'Zen:a', 'other', 'z?n', 'a[b]', '😀']
    for (const key of keys) await store.kv.set(key, 1)
    const matching = async (glob: string) => (await all(store.kv.keys(glob))).toSorted()
    expect(await matching('zen:*')).toEqual(['zen:a', 'zen:ab', 'zen:b'])
    expect(await matching('zen:?')).toEqual(['zen:a', 'zen:b'])
    expect(await matching('a[b]')).toEqual(['a[b]'])
    expect(await matching('?')).toEqual(['😀'])
    expect(await matching('*a*a*a*b')).toEqual([])
    expect(await matching('*')).toEqual(keys.toSorted())
  })

  check(
    'values outlive their store',
    async ({ store, reopen }) => {
      await store.kv.set('k', { a: 1 })
      await store.close()
      expect(await (await reopen()).kv.get('k')).toEqual({ a: 1 })
    },
    { durable: true },
  )
}
