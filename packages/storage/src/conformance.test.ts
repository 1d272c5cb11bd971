import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Place, suite } from './conformance/index.js'
import { openStorage, type StorageOptions } from './index.js'

/** A place in a folder of its own. */
const inFolder = (options: (folder: string) => StorageOptions) => async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'storage-'))
  return {
    open: (given) => openStorage({ ...options(folder), ...given }),
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

describe('file', () => {
  suite(
    { describe, it, expect },
    inFolder((folder) => ({ type: 'file', directory: join(folder, 'store') })),
  )
})

describe('sqlite', () => {
  suite(
    { describe, it, expect },
    inFolder((folder) => ({ type: 'sqlite', path: join(folder, 'chat.db') })),
  )
})

describe('memory', () => {
  suite({ describe, it, expect }, async () => ({
    open: (given) => openStorage({ type: 'memory', ...given }),
    dispose: async () => {},
  }))
})
