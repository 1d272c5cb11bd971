import { systemClock } from '@engawa/core'
import { checkArray, checkInteger } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { checkBackendOptions, openBackend } from '../open-backend.js'
import type { BackendOptions } from '../open-storage.js'
import { chatStoreOver } from '../store/chat-store-over.js'
import type { ChainStorageOptions, ChainStore } from './chain-options.js'
import { Failover } from './failover.js'
import { FallbackBackend } from './fallback-backend.js'
import { JournaledMemory } from './memory-journal.js'
import type { StandIn } from './outage-journal.js'

const longest = 2 ** 31 - 1

/**
 * A store that the first of the chain serves, and during its outage the next.
 *
 * @throws UserError `storage/invalid-input` for a chain that makes no sense
 * @throws StorageError when the primary can't be used for another reason than an outage, or is required
 */
export async function openChainStorage(options: ChainStorageOptions): Promise<ChainStore> {
  const [primary, ...rest] = checkArray(options.chain, 'chain') as readonly BackendOptions[]
  if (primary === undefined) throw invalidInput('chain', 'must name at least one backend')
  checkBackendOptions(primary)
  for (const [index, { encryption }] of [primary, ...rest].entries()) {
    if (encryption !== undefined) throw invalidInput(`chain[${index}].encryption`, 'belongs to the chain as a whole')
  }
  const { first = 250, most = 5_000 } = options.probeMs ?? {}
  const failover = new Failover({
    primary: { type: primary.type, open: () => openBackend(primary) },
    standIns: await Promise.all(rest.map((standIn, index) => openStandIn(standIn, `chain[${index + 1}]`))),
    required: options.required === true,
    onEvent: options.onEvent ?? (() => {}),
    clock: options.clock ?? systemClock,
    probeMs: {
      first: checkInteger(first, 'probeMs.first', 1, longest),
      most: checkInteger(most, 'probeMs.most', 1, longest),
    },
    sweepMs: checkInteger(options.sweepMs ?? 5_000, 'sweepMs', 1, longest),
  })
  try {
    await failover.start()
  } catch (error) {
    await failover.close()
    throw error
  }
  const store = chatStoreOver(new FallbackBackend(failover, unopened(primary.type)), options)
  return Object.assign(store, { sync: () => failover.sync() })
}

async function openStandIn(options: BackendOptions, field: string): Promise<StandIn> {
  checkBackendOptions(options)
  if (options.type === 'memory') {
    const memory = new JournaledMemory()
    return { type: 'memory', journal: memory, isVolatile: true, open: async () => memory }
  }
  if (options.type !== 'file')
    throw invalidInput(`${field}.type`, 'must be file or memory, as only they keep a journal')
  const { openFileJournal } = await import('./open-file-journal.js')
  return { type: 'file', journal: openFileJournal(options), isVolatile: false, open: () => openBackend(options) }
}

const unopened = (type: string) => ({
  type,
  location: 'not reached yet',
  capabilities: { durability: 'none', shared: true, search: true, watch: false } as const,
})
