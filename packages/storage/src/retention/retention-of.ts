import type { Session } from '@engawa/core'

/** What a session's `metadata.retention` says of itself: `{ pinned: true }`, or `{ maxAgeMs }` of its own. */
export function retentionOf({ metadata }: Session): { readonly pinned: boolean; readonly maxAgeMs?: number } {
  const own = metadata?.retention
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return { pinned: false }
  const { pinned, maxAgeMs } = own as { pinned?: unknown; maxAgeMs?: unknown }
  // What can't be meant removes nothing.
  if (maxAgeMs !== undefined && !(typeof maxAgeMs === 'number' && maxAgeMs > 0)) return { pinned: true }
  return { pinned: pinned === true, ...(maxAgeMs === undefined ? {} : { maxAgeMs }) }
}
