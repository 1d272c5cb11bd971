import type { Session } from '@engawa/core'
import type { Backend, SessionPosition } from '../backend.js'
import { notKept } from '../fallback/outage-error.js'
import { maxPage } from '../input/limits.js'
import { retentionOf } from './retention-of.js'
import type { RetentionOptions, SweepReport } from './retention-options.js'
import type { SessionUses } from './session-uses.js'

/** What a sweep does to one session. */
interface Removal {
  readonly purge: (sessionId: string) => Promise<boolean>
  /** Whether anything was left to compress. */
  readonly archive: (session: Session) => Promise<boolean>
}

/** Archive what is old and remove what has expired, one session at a time. Cut off, it is called again. */
export async function sweep(
  backend: Backend,
  policy: Required<RetentionOptions>,
  uses: SessionUses,
  now: number,
  { purge, archive }: Removal,
): Promise<SweepReport> {
  const { outage } = backend.info
  // Only the primary knows who used what.
  if (outage !== undefined) throw notKept(outage.of)
  const report = { hidden: 0, purged: 0, inUse: 0, kept: 0, archived: 0 }
  const latest = new Map<string, number>()
  for await (const session of everySession(backend)) {
    const { pinned, maxAgeMs = policy.maxAgeMs } = retentionOf(session)
    if (session.deletedAt !== undefined) {
      const isOver = Date.parse(session.deletedAt) + policy.graceMs <= now
      if (policy.removal === 'purge' && isOver && !pinned && (await purge(session.id))) report.purged += 1
      continue
    }
    const rank = latest.get(session.userId) ?? 0
    latest.set(session.userId, rank + 1)
    const unusedSince = Date.parse(session.updatedAt)
    if (unusedSince + maxAgeMs <= now) {
      if (pinned || rank < policy.keep) report.kept += 1
      else if (await hide(backend, session, uses, now)) {
        report.hidden += 1
        continue
      } else report.inUse += 1
    }
    if (unusedSince + policy.archiveAfterMs <= now && (await archive(session))) report.archived += 1
  }
  return report
}

/**
 * Hidden first, then looked at again: nothing can be appended to a hidden session, so who was faster is seen now, and
 * the session comes back. Purging comes much later, and whoever missed it until then restores it.
 */
async function hide(backend: Backend, { id, updatedAt }: Session, uses: SessionUses, now: number): Promise<boolean> {
  if (await uses.isRead(id, now)) return false
  const at = new Date(now).toISOString()
  const hidden = await backend.changeSession(id, { at, deleted: true })
  if (hidden === undefined) return false
  if (hidden.updatedAt === updatedAt && !retentionOf(hidden).pinned && !(await uses.isRead(id, now))) return true
  await backend.changeSession(id, { at, deleted: false })
  return false
}

/** The latest first, deleted ones too. */
async function* everySession(backend: Backend): AsyncGenerator<Session> {
  for (let after: SessionPosition | undefined; ; ) {
    const query = { includeDeleted: true, order: 'desc', limit: maxPage, ...(after && { after }) } as const
    const page = await backend.listSessions(query)
    yield* page
    after = page.at(-1)
    if (page.length < maxPage) return
  }
}
