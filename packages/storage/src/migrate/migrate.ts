import { StorageError, systemClock } from '@engawa/core'
import type { Backend } from '../backend.js'
import { checkBackendOptions, openBackend } from '../open-backend.js'
import type { BackendOptions } from '../open-storage.js'
import { sealedWith } from '../sealing/sealed-with.js'
import { type Comparison, compare } from './compare.js'
import type { Content } from './content.js'
import { copyAll, countMissing } from './copy-all.js'
import { type Counts, Tally } from './counts.js'
import { isNewPlace } from './is-new-place.js'

export interface MigrateOptions {
  /** Count what would be copied, and write nothing. */
  readonly dryRun?: boolean
  /** Called after each step with what was copied so far. */
  readonly onProgress?: (copied: Counts) => void
}

/** The counts are of what was copied by this call, or with `dryRun` is still to be copied. */
export interface MigrationReport extends Counts {
  /** What the source holds, and after verifying the target too. */
  readonly content: Content
  /** Whether the target was read again and found the same. */
  readonly verified: boolean
}

/** What is written while all is read again is copied in another round. */
const mostRounds = 3

/**
 * Copy everything into another backend, with ids, numbers, times, versions and bytes: sessions and messages, deleted
 * ones too; users, documents, contexts, panels and personas with their history; the key/value store, whose entries end
 * when they would have ended. The source is left as it is, and readers of both go on.
 *
 * Each side has its own `encryption`: what one sealed is opened, and sealed for the other.
 *
 * Cut off at any moment it is simply called again: it goes on where it was, and a copy that is whole is only verified, by
 * counts and a hash over everything. What the target has besides stays.
 *
 * Idempotency keys stay behind: do not repeat against the target an append that was made to the source.
 *
 * @throws StorageError `storage/migration-conflict` when the target has something else under the same id,
 *   `storage/migration-differs` when source and target are not the same in the end
 */
export async function migrate(
  from: BackendOptions,
  to: BackendOptions,
  options: MigrateOptions = {},
): Promise<MigrationReport> {
  checkBackendOptions(from)
  checkBackendOptions(to)
  const now = () => (from.clock ?? systemClock).now()
  const source = sealedWith(await openBackend(from), from).backend
  try {
    if (options.dryRun === true && isNewPlace(to)) return await dryRun(source, undefined, now)
    const target = sealedWith(await openBackend(to), to).backend
    try {
      return options.dryRun === true ? await dryRun(source, target, now) : await copy(source, target, now, options)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function copy(
  source: Backend,
  target: Backend,
  now: () => number,
  { onProgress }: MigrateOptions,
): Promise<MigrationReport> {
  const tally = new Tally()
  for (let round = 1; ; round++) {
    await copyAll(source, target, now, (counts) => {
      tally.add(counts)
      onProgress?.(tally.counts)
    })
    const found = await compare(source, target, now)
    if (found.problems.length === 0) return { ...tally.counts, content: found.source, verified: true }
    if (round === mostRounds) throw differs(found)
  }
}

async function dryRun(source: Backend, target: Backend | undefined, now: () => number): Promise<MigrationReport> {
  const counts = await countMissing(source, target, now)
  const { source: content } = await compare(source, undefined, now)
  return { ...counts, content, verified: false }
}

const differs = ({ source, target, problems }: Comparison) =>
  new StorageError(`source and target are not the same after the copy: ${problems[0]}`, {
    code: 'storage/migration-differs',
    recoverable: true,
    hint: 'Someone wrote meanwhile, perhaps. Run it again: it copies what is missing.',
    details: { source: { ...source }, target: { ...target }, problems: [...problems] },
  })
