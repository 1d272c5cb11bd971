import type { Session } from '@engawa/core'
import type { Backend, SessionPosition } from '../backend.js'

const pageSize = 500
/** Sessions worked on at once. */
const together = 8

/** Deleted ones too, those longest unused first: one that is used meanwhile is met again at the end. */
export async function everySession(backend: Backend, work: (session: Session) => Promise<void>): Promise<void> {
  let after: SessionPosition | undefined
  for (;;) {
    const page = await backend.listSessions({
      includeDeleted: true,
      order: 'asc',
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    const waiting = page.values()
    const worker = async () => {
      for (const session of waiting) await work(session)
    }
    await Promise.all(Array.from({ length: together }, worker))
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = { updatedAt: last.updatedAt, id: last.id }
  }
}
