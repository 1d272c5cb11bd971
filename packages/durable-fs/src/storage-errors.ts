import { StorageError } from '@engawa/core'

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space and try again; nothing stored before was touched.',
  EDQUOT: 'Your disk quota is used up. Free some space and try again.',
  EFBIG: 'The file is as large as the system allows (ulimit -f). Raise the limit.',
  EIO: 'The disk reported an error. Look at the system log, and make a copy of what is there.',
  EACCES: 'Check the owner and the permissions of the file and its folder.',
  EPERM: 'Check the owner and the permissions of the file and its folder.',
  EROFS: 'The file system is read-only. Remount it for writing or choose another folder.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  EISDIR: 'The path is a folder, not a file.',
  EMFILE: 'Too many files are open. Raise the limit (ulimit -n) or close other programs.',
  ENAMETOOLONG: 'The path is too long for this file system.',
}

/** Turn an error of the operating system into one that names what failed and what to do. */
export function toStorageError(error: unknown, what: string): StorageError {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'unknown'
  const hint = hints[code]
  return new StorageError(`${what}: ${error instanceof Error ? error.message : String(error)}`, {
    code: `storage/${code.toLowerCase()}`,
    cause: error,
    recoverable: code === 'ENOSPC' || code === 'EDQUOT' || code === 'EMFILE',
    ...(hint === undefined ? {} : { hint }),
  })
}
