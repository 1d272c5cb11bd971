/** The documented keys. A snapshot can't be called `index`, `latest` or `data`, so that no two of them are the same. */
export const snapshotKeys = {
  /** Hash. */
  meta: (session: string, name: string) => `perth:snapshots:${session}:${name}`,
  /** String, gzipped when long. */
  data: (session: string, name: string) => `perth:snapshots:${session}:${name}:data`,
  /** Sorted set of names by the second of their creation. */
  index: (session: string) => `perth:snapshots:${session}:index`,
  /** String: a name. */
  latest: (session: string) => `perth:snapshots:${session}:latest`,
} as const
