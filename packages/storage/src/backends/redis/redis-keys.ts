/** The keys of one session. The braces make a cluster keep them together. */
export interface SessionKeys {
  /** Hash: what the session is. */
  readonly session: string
  /** Stream: its messages; the first half of an entry's id is `seq`. */
  readonly log: string
  /** Hash: `seq` by message id. */
  readonly ids: string
  /** Hash: first and last `seq` by idempotency key. */
  readonly appends: string
}

export function sessionKeys(prefix: string, id: string): SessionKeys {
  // A brace in the id would end the part that decides about the place.
  const tag = `${prefix}chat:{${id.replace(/[%}]/g, encodeURIComponent)}}`
  return { session: `${tag}:session`, log: `${tag}:log`, ids: `${tag}:ids`, appends: `${tag}:appends` }
}

/** Hash: form and identity of the data. */
export const metaKey = (prefix: string): string => `${prefix}meta`

/** Keys over all sessions. */
export const indexKeys = (prefix: string) => ({
  /** Sorted set of `updatedAt id`, in the order of its bytes. */
  byActivity: `${prefix}sessions:by-activity`,
  /** Sorted set of `user NUL updatedAt id`. */
  byUser: `${prefix}sessions:by-user`,
  /** Sorted set: the number of its last change, by session id. */
  changes: `${prefix}sessions:changes`,
  /** Set of session ids, in a cluster instead of the others. */
  registry: `${prefix}sessions:registry`,
})

export const valueKey = (prefix: string, key: string): string => `${prefix}kv:${key}`
