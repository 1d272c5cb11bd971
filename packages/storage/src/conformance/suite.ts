import type { ChatStore } from '../chat-store.js'
import { appendChecks } from './appends.js'
import { inputChecks } from './bad-input.js'
import { concurrencyChecks } from './concurrency.js'
import { contextChecks } from './contexts.js'
import { documentChecks } from './documents.js'
import { encryptionChecks } from './encryption.js'
import { forkAndPurgeChecks } from './forks-and-purges.js'
import { idChecks } from './ids.js'
import { keyValueChecks } from './key-value.js'
import { listingChecks } from './listings.js'
import { panelChecks } from './panels.js'
import { personaChecks } from './personas.js'
import { recordChecks } from './records.js'
import { retentionChecks } from './retention.js'
import { searchChecks } from './searches.js'
import { sessionChecks } from './sessions.js'
import type { Check, Place, Subject, SuiteOptions } from './subject.js'
import type { TestApi } from './test-api.js'
import { transferChecks } from './transfers.js'
import { userChecks } from './users.js'
import { watchChecks } from './watches.js'

/**
 * What every chat store must do. Call it in a test file of a backend, with Vitest's `{ describe, it, expect }`.
 *
 * @param factory makes a fresh place for each test
 */
export function suite(api: TestApi, factory: () => Promise<Place>, { skip = {} }: SuiteOptions = {}): void {
  const declared = new Set<string>()
  const check: Check = (name, test, needs = {}) => {
    declared.add(name)
    const reason = skip[name]
    if (reason !== undefined) {
      api.it.skip(`${name} (skipped: ${reason})`, () => {})
      return
    }
    api.it(name, async (context) => {
      const place = await factory()
      const opened: ChatStore[] = []
      const reopen: Subject['reopen'] = async (options) => {
        const store = await place.open(options)
        opened.push(store)
        return store
      }
      try {
        const store = await reopen()
        const { durability, shared, watch, reseal } = store.info.capabilities
        if (needs.durable && durability === 'none') context.skip('the backend keeps nothing beyond its store')
        if (needs.shared && !shared) context.skip('the backend serves one store at a time')
        if (needs.reseal && reseal !== true) context.skip('the backend can not seal anew what it keeps')
        if (needs.watch && !watch) context.skip('the backend tells nobody of changes')
        await test({ place, store, reopen })
      } finally {
        await Promise.all(opened.map((store) => store.close()))
        await place.dispose()
      }
    })
  }

  const concerns = {
    sessions: sessionChecks,
    appends: appendChecks,
    listings: listingChecks,
    ids: idChecks,
    concurrency: concurrencyChecks,
    search: searchChecks,
    'forks and purges': forkAndPurgeChecks,
    'all entities': recordChecks,
    users: userChecks,
    personas: personaChecks,
    documents: documentChecks,
    contexts: contextChecks,
    panels: panelChecks,
    'export and import': transferChecks,
    watching: watchChecks,
    'key/value': keyValueChecks,
    encryption: encryptionChecks,
    retention: retentionChecks,
    'bad input': inputChecks,
  }
  for (const [name, checks] of Object.entries(concerns)) api.describe(name, () => checks(check, api.expect))

  api.it('every skipped name is one of the suite', () => {
    api.expect(Object.keys(skip).filter((name) => !declared.has(name))).toEqual([])
  })
}
