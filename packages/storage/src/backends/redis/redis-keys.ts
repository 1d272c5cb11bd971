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
  const tag = `${prefix}chat:${tagged(id)}`
  return { session: `${tag}:session`, log: `${tag}:log`, ids: `${tag}:ids`, appends: `${tag}:appends` }
}

/** A cluster keeps keys with the same tag together. A brace in the id would end it too early. */
const tagged = (id: string): string => `{${id.replace(/[%}]/g, encodeURIComponent)}}`

/** The keys of one record. */
export interface RecordKeys {
  /** List: each version as JSON, the first one first. */
  readonly versions: string
  /** Hash: bytes by their hash. */
  readonly blobs: string
}

export function recordKeys(prefix: string, collection: string, id: string): RecordKeys {
  const tag = `${prefix}record:${collection}:${tagged(id)}`
  return { versions: `${tag}:versions`, blobs: `${tag}:blobs` }
}

/** Keys over all records of a collection. */
export const recordIndexKeys = (prefix: string, collection: string) => ({
  /** Sorted set of `createdAt id`, in the order of its bytes. */
  byTime: `${prefix}records:${collection}:by-time`,
  /** Sorted set of `owner NUL createdAt id`. */
  byOwner: `${prefix}records:${collection}:by-owner`,
  /** Sorted set of `parent NUL createdAt id`. */
  byParent: `${prefix}records:${collection}:by-parent`,
  /** Set of ids, in a cluster instead of the others. */
  registry: `${prefix}records:${collection}:registry`,
})

/** Channel on which each change is told. */
export const changeChannel = (prefix: string): string => `${prefix}changes`

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
