import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { UserError } from '@engawa/core'
import type { AttachedFile } from './attached-file.js'

/** A file past this is no reading matter for a model. */
const maxFileBytes = 1024 * 1024

/**
 * Read the files that a person named.
 *
 * @throws UserError naming the file and why it is refused: the question is then not asked at all, rather than asked
 *   without a file that its author counts on
 */
export function readFiles(paths: readonly string[], cwd: string): readonly AttachedFile[] {
  return [...new Set(paths)].map((path) => ({ name: path, text: readTextFile(path, cwd) }))
}

function readTextFile(path: string, cwd: string): string {
  if (isSecretFile(basename(path)) || isSecretFile(basename(realPathOf(resolve(cwd, path))))) {
    throw new UserError(`${path} holds secrets and is not sent to a model`, {
      code: 'zen/secret-file',
      hint: 'Copy what the model needs to know, without the values, into another file.',
    })
  }
  const bytes = readBounded(path, resolve(cwd, path))
  if (isBinary(bytes)) {
    throw new UserError(`${path} is a binary file`, { code: 'zen/binary-file', hint: 'Attach text files only.' })
  }
  return new TextDecoder().decode(bytes)
}

/** `.env`, `.env.local`, `prod.env`, also behind a link; an example of one holds no secrets. */
const isSecretFile = (name: string) => /(^|\.)env(\..+)?$/.test(name) && !/\.(example|sample|template)$/.test(name)

/** A NUL in the first part is how git tells binaries, too. */
const isBinary = (bytes: Uint8Array) => bytes.subarray(0, 8_000).includes(0)

function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // Not there, or not for us: opening it says so in better words.
    return path
  }
}

function readBounded(path: string, absolute: string): Uint8Array {
  let fd: number | undefined
  try {
    // A pipe that nobody writes to would block here for ever, deaf to Ctrl-C.
    fd = openSync(absolute, constants.O_RDONLY | constants.O_NONBLOCK)
    // `bigint` for the same reason as in cli-kit's terminal: the file may be a pipe.
    const stat = fstatSync(fd, { bigint: true })
    if (stat.isDirectory()) {
      throw new UserError(`${path} is a folder`, { code: 'zen/folder', hint: `Name its files: -f ${path}/…` })
    }
    if (stat.isFIFO()) {
      throw new UserError(`${path} is a pipe`, { code: 'zen/pipe', hint: `Give it as input: zen chat "…" < ${path}` })
    }
    // One byte more than is allowed tells a file that is too long, also one that grows or has no size, like a pipe.
    const bytes = new Uint8Array(maxFileBytes + 1)
    let length = 0
    for (let read = -1; read !== 0 && length <= maxFileBytes; length += read) {
      read = readSync(fd, bytes, length, bytes.length - length, null)
    }
    if (length > maxFileBytes) {
      throw new UserError(`${path} is larger than ${maxFileBytes / 1024 / 1024} MiB`, {
        code: 'zen/large-file',
        hint: 'Attach the part that matters, for example: head -c 100000 FILE | zen chat "…"',
      })
    }
    return bytes.subarray(0, length)
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(path, error)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function unreadable(path: string, cause: unknown): UserError {
  const code = (cause as NodeJS.ErrnoException).code
  const why =
    code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be read by you' : `can't be read (${code})`
  return new UserError(`${path} ${why}`, { code: 'zen/unreadable-file', hint: 'Check the path after -f.', cause })
}
