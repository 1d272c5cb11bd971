import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { UserError } from '@engawa/core'

/** A file past this is no reading matter for a model. */
export const maxTextBytes = 1024 * 1024
/** What providers take of one image. */
export const maxImageBytes = 5 * 1024 * 1024

/**
 * The bytes of a file.
 *
 * @param name how the person calls it
 * @throws UserError `zen/unreadable-file`, `zen/folder`, `zen/pipe`, `zen/large-file`
 */
export function readBounded(name: string, path: string): Uint8Array {
  let fd: number | undefined
  try {
    // A pipe that nobody writes to would block here for ever, deaf to Ctrl-C.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    // `bigint` for the same reason as in cli-kit's terminal: the file may be a pipe.
    const stat = fstatSync(fd, { bigint: true })
    if (stat.isDirectory()) {
      throw new UserError(`${name} is a folder`, { code: 'zen/folder', hint: `Name its files: -f ${name}/…` })
    }
    if (stat.isFIFO()) {
      throw new UserError(`${name} is a pipe`, { code: 'zen/pipe', hint: `Give it as input: zen chat "…" < ${name}` })
    }
    // One byte more than is allowed tells a file that is too long, also one that grows or has no size.
    const bytes = new Uint8Array(Math.min(maxImageBytes, Number(stat.size) + maxTextBytes) + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(fd, bytes, length, bytes.length - length, null)
    }
    return bytes.subarray(0, length)
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(name, error)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

export const tooLarge = (name: string, limit: number): UserError =>
  new UserError(`${name} is larger than ${limit / 1024 / 1024} MiB`, {
    code: 'zen/large-file',
    hint: 'Attach the part that matters, for example: head -c 100000 FILE | zen chat "…"',
  })

export function unreadable(name: string, cause: unknown): UserError {
  const code = (cause as NodeJS.ErrnoException).code
  const why =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'does not exist'
      : code === 'EACCES'
        ? 'may not be read by you'
        : `can't be read (${code})`
  return new UserError(`${name} ${why}`, { code: 'zen/unreadable-file', hint: 'Check the path after -f.', cause })
}
