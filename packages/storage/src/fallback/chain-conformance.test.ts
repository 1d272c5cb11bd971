import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@engawa/testkit'
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

const position = 'whether a position is still the last one, only the primary knows'

describe('a chain whose primary is away', () => {
  suite(
    { describe, it, expect },
    chained(async () => ({ type: 'redis', port: await freePort() })),
    {
      skip: {
        'a message comes back with every field as it was given': 'the result names the outage too',
        'many at once expecting the same state: one is let in': position,
        'an append that expects another state is refused and stores nothing': position,
        'a repeated append with the same key stores nothing and returns the first result': position,
      },
    },
  )
})
