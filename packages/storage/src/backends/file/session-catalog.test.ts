import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openStorage } from '../../index.js'

let directory: string
let catalog: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'catalog-'))
  catalog = join(directory, 'catalog.json')
})

const open = () => openStorage({ type: 'file', directory, durability: 'os' })
const say = (text: string) => ({ role: 'user' as const, content: [{ type: 'text' as const, text }] })

/** Sessions of a new store, in the order in which they were made. */
async function createSessions(count: number): Promise<string[]> {
  const store = await open()
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const { id } = await store.sessions.create({ title: `conversation number ${n}` })
    await store.messages.append({ sessionId: id, messages: [say('hello')] })
    ids.push(id)
  }
  await store.close()
  return ids
}

async function listed(): Promise<readonly { id: string; title?: string; messageCount: number }[]> {
  const store = await open()
  const all = []
  for await (const session of store.sessions.list()) all.push(session)
  await store.close()
  return all
}

describe('the catalog of sessions', () => {
  it('answers as the logs do, and never for a log that has changed', async () => {
    const [first = '', second = ''] = await createSessions(60)
    const read = await listed()
    expect(read).toHaveLength(60)
    expect(statSync(catalog).mode & 0o777).toBe(0o600)
    expect(await listed()).toEqual(read)

    const store = await open()
    await store.messages.append({ sessionId: first, messages: [say('again')] })
    await store.sessions.update(second, { title: 'renamed' })
    await store.close()
    const later = await listed()
    expect(later.find(({ id }) => id === first)?.messageCount).toBe(2)
    expect(later.find(({ id }) => id === second)?.title).toBe('renamed')
  })

  it('is what the listing is read from', async () => {
    await createSessions(60)
    const read = await listed()
    // Told apart from the logs by a title of the same length, under a checksum of its own.
    const { sealLine, unsealLine } = await import('./sealed-line.js')
    const { v, crc, ...kept } = unsealLine<{ v: number; crc: string }>(readFileSync(catalog)) ?? { v: 0, crc: '' }
    const changed = JSON.parse(JSON.stringify(kept).replaceAll('conversation number', 'CONVERSATION NUMBER'))
    writeFileSync(catalog, sealLine(changed).subarray(0, -1))
    expect((await listed()).map(({ title }) => title)).toEqual(read.map(({ title }) => title?.toUpperCase()))
  })

  it.each([
    ['empty', ''],
    ['cut off', undefined],
    ['of another kind', '{"v":1,"sessions":7,"crc":"00000000"}'],
    ['of a later version', '{"v":9,"sessions":[],"crc":"00000000"}'],
  ])('is passed over when it is %s, and made again', async (_, text) => {
    await createSessions(40)
    const read = await listed()
    const whole = readFileSync(catalog)
    writeFileSync(catalog, text ?? whole.subarray(0, whole.length / 2))
    expect(await listed()).toEqual(read)
    expect(readFileSync(catalog)).toEqual(whole)
  })

  it('keeps nothing of what was purged', async () => {
    const [first = ''] = await createSessions(60)
    await listed()
    const stale = readFileSync(catalog)
    expect(stale.toString()).toContain('conversation number 0"')
    const store = await open()
    await store.sessions.purge(first)
    await store.close()
    expect(() => readFileSync(catalog)).toThrow('ENOENT')
    // A listing that was under way may have written it once more: the next one takes it out.
    writeFileSync(catalog, stale)
    expect(await listed()).toHaveLength(59)
    expect(readFileSync(catalog, 'utf8')).not.toContain('conversation number 0"')
  })
})
