import { existsSync } from 'node:fs'
import { StorageError } from '@engawa/core'
import type { Backend } from '../backend.js'
import { checkBackendOptions, openBackend } from '../open-backend.js'
import type { BackendOptions } from '../open-storage.js'
import { sealedWith } from '../sealing/sealed-with.js'
import { type Content, contentOf } from './content.js'
import { copySession, missingIn } from './copy-session.js'
import { everySession } from './every-session.js'

export interface MigrateOptions {
  /** Count what would be copied, and write nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (progress: { readonly sessions: number; readonly messages: number }) => void
}

export interface MigrationReport {
  /** Copied by this call, or with `dryRun` still to be copied. */
  readonly sessions: number
  readonly messages: number
  /** What the source holds, and after verifying the target too. */
  readonly content: Content
  /** Whether the target was read again and found the same. */
  readonly verified: boolean
}

/**
 * Copy all sessions and messages, with their ids, numbers and times, into another backend. The source is left as it is,
 * and readers of both go on. Cut off at any moment it is simply called again: it goes on where it was, and a copy that is
 * whole is only verified, by counts and a hash over everything.
 *
 * Each side has its own `encryption`: what one sealed is opened, and sealed for the other.
 *
 * Documents and other versioned records stay behind, as `export` and `import` carry them; so do idempotency keys and the
 * key/value store, which are for the moment.
 *
 * @throws StorageError `storage/migration-conflict` when the target has something else under the same session,
 *   `storage/migration-differs` when source and target are not the same in the end
 */
export async function migrate(
  from: BackendOptions,
  to: BackendOptions,
  options: MigrateOptions = {},
): Promise<MigrationReport> {
  checkBackendOptions(from)
  checkBackendOptions(to)
  const source = sealedWith(await openBackend(from), from).backend
  try {
    if (options.dryRun === true && isNew(to)) return await dryRun(source, undefined)
    const target = sealedWith(await openBackend(to), to).backend
    try {
      return options.dryRun === true ? await dryRun(source, target) : await copyAll(source, target, options)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function copyAll(source: Backend, target: Backend, { onProgress }: MigrateOptions): Promise<MigrationReport> {
  let sessions = 0
  let messages = 0
  await everySession(source, async (session) => {
    const copied = await copySession(source, target, session, (count) => {
      messages += count
      onProgress?.({ sessions, messages })
    })
    if (copied) sessions += 1
  })
  const [content, arrived] = await Promise.all([contentOf(source, source), contentOf(source, target)])
  if (content.hash !== arrived.hash) throw differs(content, arrived)
  return { sessions, messages, content, verified: true }
}

async function dryRun(source: Backend, target: Backend | undefined): Promise<MigrationReport> {
  let sessions = 0
  let messages = 0
  await everySession(source, async (session) => {
    const missing = target === undefined ? session.messageCount : await missingIn(target, session)
    if (missing === undefined) return
    sessions += 1
    messages += missing
  })
  return { sessions, messages, content: await contentOf(source, source), verified: false }
}

/** Opening would create it. */
const isNew = (to: BackendOptions): boolean =>
  (to.type === 'file' && !existsSync(to.directory)) || (to.type === 'sqlite' && !existsSync(to.path))

const differs = (expected: Content, found: Content) =>
  new StorageError('source and target are not the same after the copy', {
    code: 'storage/migration-differs',
    recoverable: true,
    hint: 'Someone wrote meanwhile, perhaps. Run it again: it copies what is missing.',
    details: { source: { ...expected }, target: { ...found } },
  })
