import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageOptions } from '../src/index.js'

/** The backends that several processes share, each with a fresh place. */
export const sharedBackends: Readonly<Record<string, () => StorageOptions>> = {
  file: () => ({ type: 'file', directory: mkdtempSync(join(tmpdir(), 'storage-')) }),
  sqlite: () => ({ type: 'sqlite', path: join(mkdtempSync(join(tmpdir(), 'storage-')), 'chat.db') }),
}
