import { isEngawaError, StorageError } from '@engawa/core'

interface Meaning {
  readonly code: string
  readonly hint: string
  readonly recoverable?: boolean
}

/** By the start of SQLite's own code: it refines them, `SQLITE_BUSY_SNAPSHOT`. Codes as for files, where one fits. */
const meanings: readonly (readonly [prefix: string, Meaning])[] = [
  ['SQLITE_BUSY', { code: 'storage/locked', recoverable: true, hint: 'Another process is writing. Try again.' }],
  ['SQLITE_FULL', { code: 'storage/enospc', recoverable: true, hint: 'The disk is full. Free some space.' }],
  ['SQLITE_READONLY', { code: 'storage/eacces', hint: 'Check the permissions of the file and its folder.' }],
  ['SQLITE_CANTOPEN', { code: 'storage/eacces', hint: 'Check that the folder exists and that you may write in it.' }],
  ['SQLITE_PERM', { code: 'storage/eacces', hint: 'Check the permissions of the file and its folder.' }],
  ['SQLITE_NOTADB', { code: 'storage/corrupt', hint: 'The file is no SQLite database. Move it away to start anew.' }],
  ['SQLITE_CORRUPT', { code: 'storage/corrupt', hint: 'Make a copy, then try `sqlite3 FILE .recover`.' }],
  ['SQLITE_IOERR', { code: 'storage/eio', hint: 'The disk refused. Look at the system log.' }],
]

/** Turn an error of SQLite into one that says what to do. Errors of ours pass through. */
export function toSqliteError(error: unknown, what: string): Error {
  if (isEngawaError(error)) return error
  const code = (error as { code?: unknown } | null)?.code
  if (!(error instanceof Error) || typeof code !== 'string' || !code.startsWith('SQLITE_')) {
    return error instanceof Error ? error : new StorageError(`${what}: ${String(error)}`, { cause: error })
  }
  const meaning = meanings.find(([prefix]) => code.startsWith(prefix))?.[1]
  return new StorageError(`${what}: ${error.message}`, { code: 'storage/sqlite', ...meaning, cause: error })
}

/** Do something with a database; an error of SQLite becomes one that says what to do. */
export function withSqliteErrors<T>(what: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toSqliteError(error, what)
  }
}

export const stillRead = (file: string) =>
  new StorageError(`${file} is being read, so that its write-ahead log can't be emptied of what was replaced`, {
    code: 'storage/locked',
    recoverable: true,
    hint: 'All is replaced. Call it again to empty the log, when nobody reads.',
  })
