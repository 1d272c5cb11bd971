import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { suite } from '../conformance/index.js'
import { type BackendOptions, openStorage } from '../index.js'

const chained = (primary: (folder: string) => Promise<BackendOptions>) => async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chain-'))
  const first = await primary(folder)
  return {
    open: (given: object = {}) =>
      openStorage({ type: 'chain', chain: [first, { type: 'file', directory: join(folder, 'outage') }], ...given }),
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

describe('a chain whose primary serves', () => {
  suite(
    { describe, it, expect },
    chained(async (folder) => ({ type: 'sqlite', path: join(folder, 'chat.db') })),
  )
})
