import type { BackendInfo, ChatStore } from '../chat-store.js'
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
import { Skips } from './skips.js'
import type { Check, Need, Place, Subject, SuiteOptions } from './subject.js'
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
  const skipped = new Skips()
  let concern = ''
  const check: Check = (name, test, needs = {}) => {
    declared.add(name)
    const reason = skip[name] ?? skip[concern]
    if (reason !== undefined) {
      skipped.note(reason, name)
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
        const lack = lackOf(store.info.capabilities, needs)
        if (lack !== undefined) {
          skipped.note(lack, name)
          context.skip(lack)
        }
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
    search: (declare: Check, expect: TestApi['expect']) =>
      searchChecks((name, test, needs) => declare(name, test, { ...needs, search: true }), expect),
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
  for (const [name, checks] of Object.entries(concerns)) {
    api.describe(name, () => {
      concern = name
      checks(check, api.expect)
    })
  }

  // Last: by now it is known what the backend can't do.
  api.it('what is skipped is of the suite, and is said with its reason', () => {
    // biome-ignore lint/suspicious/noConsole: reporters leave out the reasons of what they skip
    if (skipped.count > 0) console.info(`skipped ${skipped.count} of ${declared.size}\n${skipped.text}`)
    const known = new Set([...declared, ...Object.keys(concerns)])
    api.expect(Object.keys(skip).filter((name) => !known.has(name))).toEqual([])
  })
}

/** Why a test makes no sense here; undefined when it does. */
function lackOf(
  { durability, shared, search, watch, reseal }: BackendInfo['capabilities'],
  needs: Need,
): string | undefined {
  if (needs.durable && durability === 'none') return 'the backend keeps nothing beyond its store'
  if (needs.shared && !shared) return 'the backend serves one store at a time'
  if (needs.search && !search) return 'the backend does not search'
  if (needs.reseal && reseal !== true) return 'the backend can not seal anew what it keeps'
  if (needs.watch && !watch) return 'the backend tells nobody of changes'
  return undefined
}
