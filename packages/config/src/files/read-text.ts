import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { fileProblem } from './parse-problem.js'

/** Longest configuration file, in bytes. A larger one is something else. */
const maxBytes = 1024 * 1024

/**
 * The text of a configuration file, or nothing when there is none.
 *
 * @throws ConfigError for a folder, a device, an unreadable or oversized file, or one that is no UTF-8
 */
export function readConfigText(path: string): string | undefined {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw unreadable(path, error)
  }
  try {
    const stat = fstatSync(fd)
    if (stat.isDirectory()) throw fileProblem(path, 'is a folder, expected a file', { hint: 'Move the folder away.' })
    if (!stat.isFile()) throw fileProblem(path, 'is no regular file')
    if (stat.size > maxBytes) throw fileProblem(path, `is larger than 1 MiB (${stat.size} bytes)`)
    return decode(path, readFileSync(fd))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw unreadable(path, error)
  } finally {
    closeSync(fd)
  }
}

/** Drops a byte order mark, as some editors write one. */
function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw fileProblem(path, 'is not UTF-8 text', { cause, hint: 'Save the file as UTF-8.' })
  }
}

const unreadable = (path: string, cause: unknown) =>
  fileProblem(path, `can't be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
    hint: 'Check the owner and the permissions of the file.',
  })
