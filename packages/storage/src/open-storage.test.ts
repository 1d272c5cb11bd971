import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { openStorage, type StorageOptions } from './index.js'

const folder = () => mkdtempSync(join(tmpdir(), 'storage-'))

describe('openStorage', () => {
  it.each([
    [{ type: 'floppy' }, 'type'],
    [{}, 'type'],
    [{ type: 'file' }, 'directory'],
    [{ type: 'file', directory: '' }, 'directory'],
    [{ type: 'sqlite', path: 'a\u0000' }, 'path'],
  ])('refuses %j, naming the option', async (options, field) => {
    await expect(openStorage(options as StorageOptions)).rejects.toMatchObject({ details: { field } })
  })

  it('says what is in the way of its folder', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    await expect(openStorage({ type: 'file', directory: join(file, 'store') })).rejects.toMatchObject({
      code: expect.stringMatching(/^storage\/(enotdir|eexist)$/),
      message: expect.stringContaining(file),
      exitCode: 6,
    })
  })

  it('keeps conversations private', async () => {
    const directory = join(folder(), 'deep', 'store')
    const store = await openStorage({ type: 'file', directory })
    await store.sessions.create({ id: 's' })
    await store.close()
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    expect(statSync(join(directory, 'sessions', 's.jsonl')).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory).toSorted()).toEqual(['kv', 'quarantine', 'sessions', 'store.json'])
  })

  it('with another durability says so', async () => {
    const store = await openStorage({ type: 'file', directory: folder(), durability: 'os' })
    const { durability } = await store.messages.append({ sessionId: 's', messages: [{ role: 'user', content: [] }] })
    expect([durability, store.info.capabilities.durability]).toEqual(['os', 'os'])
    await store.close()
  })

  it('loads neither a schema library nor SQLite for the file backend', async () => {
    const entry = fileURLToPath(new URL('backends/file/open-file-storage.ts', import.meta.url))
    const { metafile } = await build({
      entryPoints: [entry, fileURLToPath(new URL('index.ts', import.meta.url))],
      outdir: 'unused',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@engawa/source'],
      write: false,
      metafile: true,
      external: ['better-sqlite3', 'fs-native-extensions'],
    })
    const statics = Object.values(metafile.outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ kind }) => kind === 'import-statement')
    expect(statics.map(({ path }) => path)).not.toContain('better-sqlite3')
    expect(Object.keys(metafile.inputs).filter((path) => /\/zod\//.test(path))).toEqual([])
  })
})
