import { isEngawaError, StorageError } from '@engawa/core'
import { bareCause, codeOf, type Meaning, messageOf, networkFailure, unreachable } from '../server/server-failure.js'

const refused: Meaning = { code: 'storage/auth', hint: 'Check username and password of the PostgreSQL connection.' }
const repeat = 'Someone else was in the way. Try again.'

/** By the start of the SQLSTATE. */
const bySqlState: readonly (readonly [prefix: string, Meaning])[] = [
  ['28', refused],
  ['3D000', { code: 'storage/no-database', hint: 'Create the database: createdb NAME' }],
  [
    '42501',
    { code: 'storage/eacces', hint: 'The user needs to create tables in the schema, and to read and write them.' },
  ],
  [
    '25006',
    { code: 'storage/read-only', recoverable: true, hint: 'This server is a standby. Connect to the primary.' },
  ],
  ['53100', { code: 'storage/enospc', recoverable: true, hint: 'The disk of the server is full. Free some space.' }],
  [
    '53300',
    { code: 'storage/busy', recoverable: true, hint: 'The server has no free connection. Lower maxConnections.' },
  ],
  [
    '57014',
    { code: 'storage/timeout', recoverable: true, hint: 'The statement took too long. Raise statementTimeoutMs.' },
  ],
  ['57P', unreachable],
  ['08', unreachable],
  ['55P03', { code: 'storage/locked', recoverable: true, hint: repeat }],
  ['40', { code: 'storage/locked', recoverable: true, hint: repeat }],
  ['XX001', { code: 'storage/corrupt', hint: 'PostgreSQL found damaged data. See its own log.' }],
]

/** What the client itself says. */
const byMessage: readonly (readonly [pattern: RegExp, Meaning])[] = [
  [/Connection terminated|timeout exceeded when trying to connect|connection error/i, unreachable],
  [
    /Query read timeout/,
    {
      code: 'storage/timeout',
      recoverable: true,
      hint: 'Whether it was stored is unknown. Repeat it with the same idempotency key.',
    },
  ],
  [/does not support SSL/, { code: 'storage/tls', hint: 'Switch TLS on at the server, or leave tls out.' }],
  [/password must be a string|SASL/, refused],
]

/** Turn an error of PostgreSQL into one that says what to do. Errors of ours pass through. */
export function toPostgresError(error: unknown, what: string): Error {
  if (isEngawaError(error)) return error
  const code = codeOf(error)
  const message = messageOf(error)
  const meaning =
    networkFailure(error) ??
    bySqlState.find(([prefix]) => code.startsWith(prefix))?.[1] ??
    byMessage.find(([pattern]) => pattern.test(message))?.[1]
  return new StorageError(`${what}: ${message}`, { code: 'storage/postgres', ...meaning, cause: bareCause(error) })
}
