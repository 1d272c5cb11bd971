import { isEngawaError, StorageError } from '@engawa/core'
import { bareCause, type Meaning, messageOf, networkFailure, unreachable } from '../server/server-failure.js'

/** By the first word of Redis's own message, or by ioredis's. */
const meanings: readonly (readonly [pattern: RegExp, Meaning])[] = [
  [
    /NOAUTH|WRONGPASS|invalid password|AUTH.*without any password/,
    { code: 'storage/auth', hint: 'Check username and password of the Redis connection.' },
  ],
  [/NOPERM/, { code: 'storage/eacces', hint: 'The Redis user needs read and write access to keys with the prefix.' }],
  [
    /^OOM/,
    {
      code: 'storage/enospc',
      recoverable: true,
      hint: 'Redis has used up its maxmemory. Raise it, or free some memory; nothing stored was touched.',
    },
  ],
  [
    /^MISCONF|^NOREPLICAS/,
    { code: 'storage/read-only', recoverable: true, hint: 'Redis takes no writes right now. See its own log.' },
  ],
  [
    /READONLY/,
    {
      code: 'storage/read-only',
      recoverable: true,
      hint: 'This Redis is a replica. Connect to the master, or by Sentinel, which finds it.',
    },
  ],
  [
    /LOADING|BUSY |CLUSTERDOWN|MASTERDOWN|TRYAGAIN/,
    { code: 'storage/busy', recoverable: true, hint: 'Redis is not ready yet. Try again in a moment.' },
  ],
  [
    /Command timed out/,
    {
      code: 'storage/timeout',
      recoverable: true,
      hint: 'Whether it was stored is unknown. Repeat it with the same idempotency key.',
    },
  ],
  [
    /WRONGTYPE/,
    { code: 'storage/corrupt', hint: 'Another program uses these keys. Choose another keyPrefix or database.' },
  ],
  [/unknown command|syntax error/i, { code: 'storage/too-old', hint: 'Redis 6.2 or newer is needed.' }],
  [
    /Connection is closed|Cluster is ended|Stream isn't writeable|All sentinels|Failed to refresh slots|None of startup nodes/,
    unreachable,
  ],
]

/** Turn an error of Redis into one that says what to do. Errors of ours pass through. */
export function toRedisError(error: unknown, what: string): Error {
  if (isEngawaError(error)) return error
  const message = messageOf(error)
  const meaning = networkFailure(error) ?? meanings.find(([pattern]) => pattern.test(message))?.[1]
  return new StorageError(`${what}: ${message}`, { code: 'storage/redis', ...meaning, cause: bareCause(error) })
}

/** Failures after which the connection is of no use: it is gone, stuck, or leads to the wrong server. */
export const endsConnection = (error: Error): boolean =>
  isEngawaError(error) &&
  ['storage/unreachable', 'storage/timeout', 'storage/read-only', 'storage/busy'].includes(error.code)
