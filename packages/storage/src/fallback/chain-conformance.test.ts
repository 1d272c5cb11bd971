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

/** What a stand-in keeps is conversations and values; that is held to all of the suite that is about them. */
const recordsAreThere = 'records are in the primary alone: a change to one that is not seen could not be merged'
const positionIsThere = 'which message is the last is known in the primary alone'
const notDuringOutage = {
  'all entities': recordsAreThere,
  users: recordsAreThere,
  personas: recordsAreThere,
  documents: recordsAreThere,
  contexts: recordsAreThere,
  panels: recordsAreThere,
  'export and import': 'an export holds everything, and all but a little of it is in the primary',
  'forks and purges': 'a fork begins with messages that are in the primary, and so is what would be purged',
  encryption:
    'it is held to everything that can be sealed, of which most is in the primary; the journal has tests of its own',
  retention: 'who used what is known in the primary alone: nothing is swept during an outage',
  watching: 'changes by others are told by the primary',
  'is made anew on demand': 'the index that is made anew is the primary’s',
  'bad input': 'that nothing was stored is looked up in an export',
  'a message comes back with every field as it was given': 'the result names who served besides',
  'a repeated append with the same key stores nothing and returns the first result': positionIsThere,
  'an append that expects another state is refused and stores nothing': positionIsThere,
  'many at once expecting the same state: one is let in': positionIsThere,
}

describe('a chain whose primary is away', () => {
  suite(
    { describe, it, expect },
    chained(async () => ({ type: 'redis', url: `redis://127.0.0.1:${await freePort()}` })),
    { skip: notDuringOutage },
  )
})
