import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServiceName, startPostgres, startRedis } from '@engawa/testkit'
import type { StorageOptions } from '../src/index.js'

export interface Place {
  readonly options: StorageOptions
  stop(): Promise<void>
}

export interface SharedBackend {
  readonly services: readonly ServiceName[]
  /** A fresh place for data, with a server of its own where it takes one. */
  start(): Promise<Place>
}

const local = (options: () => StorageOptions): SharedBackend => ({
  services: [],
  start: async () => ({ options: options(), stop: async () => {} }),
})

/** The backends that several processes share. */
export const sharedBackends: Readonly<Record<string, SharedBackend>> = {
  file: local(() => ({ type: 'file', directory: mkdtempSync(join(tmpdir(), 'storage-')) })),
  sqlite: local(() => ({ type: 'sqlite', path: join(mkdtempSync(join(tmpdir(), 'storage-')), 'chat.db') })),
  postgres: {
    services: ['postgres'],
    start: async () => {
      const { url, stop } = await startPostgres()
      return { options: { type: 'postgres', url }, stop }
    },
  },
  redis: {
    services: ['redis'],
    start: async () => {
      const { url, stop } = await startRedis()
      return { options: { type: 'redis', url }, stop }
    },
  },
}
