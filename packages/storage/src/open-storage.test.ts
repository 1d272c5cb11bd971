import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
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
    [{ type: 'redis', url: 'http://localhost' }, 'url'],
    [{ type: 'redis', url: 'redis://localhost/zero' }, 'url'],
    [{ type: 'redis', url: 'redis://localhost?family=6' }, 'url'],
    [{ type: 'redis', url: 'redis://localhost', password: 'x' }, 'password'],
    [{ type: 'redis', url: 'rediss://localhost', tls: false }, 'tls'],
    [{ type: 'redis', port: 70_000 }, 'port'],
    [{ type: 'redis', db: -1 }, 'db'],
    [{ type: 'redis', db: 1, cluster: { nodes: [{}] } }, 'db'],
    [{ type: 'redis', cluster: { nodes: [] } }, 'cluster.nodes'],
    [{ type: 'redis', host: 'a', sentinel: { name: 'm', nodes: [{}] } }, 'host'],
    [{ type: 'redis', sentinel: { nodes: [{ port: 'x' }] } }, 'sentinel.nodes[0].port'],
    [{ type: 'redis', tls: { cert: 'x' } }, 'tls'],
    [{ type: 'postgres', url: 'postgres://a:%@localhost/x' }, 'url'],
    [{ type: 'postgres', url: 'postgres://localhost/x?sslmode=prefer' }, 'url'],
    [{ type: 'postgres', url: 'postgres://localhost/x?options=y' }, 'url'],
    [{ type: 'postgres', schema: 'x'.repeat(64) }, 'schema'],
    [{ type: 'postgres', maxConnections: 0 }, 'maxConnections'],
  ])('refuses %j, naming the option', async (options, field) => {
    await expect(openStorage(options as StorageOptions)).rejects.toMatchObject({ details: { field } })
  })

  it('never repeats an address, which may hold a password', async () => {
    for (const url of ['nonsense:hush', 'redis://user:hush@', 'redis://user:hush@host:port', 'pg://user:hush@host']) {
      for (const type of ['redis', 'postgres'] as const) {
        const error = await openStorage({ type, url }).catch((reason: unknown) => reason)
        expect(error).toMatchObject({ code: 'storage/invalid-input' })
        expect(inspect(error)).not.toContain('hush')
      }
    }
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

  it('loads neither a schema library nor the client of another backend for the file backend', async () => {
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
      external: ['better-sqlite3', 'fs-native-extensions', 'ioredis', 'pg'],
    })
    const statics = Object.values(metafile.outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ kind }) => kind === 'import-statement')
    const clients = ['better-sqlite3', 'ioredis', 'pg']
    expect(statics.filter(({ path }) => clients.includes(path))).toEqual([])
    expect(Object.keys(metafile.inputs).filter((path) => /\/zod\//.test(path))).toEqual([])
  })
})
