import { closeSync, fstatSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { ensureDirectory } from '@engawa/config'
import type { LogLevel, LogSink } from './log-sink.js'

export interface RotatingFileOptions {
  readonly path: string
  readonly level?: LogLevel
  /** Start a new file at this size, in bytes. 10 MB unless told. */
  readonly maxBytes?: number
  /** Files kept, the current one included. 5 unless told. */
  readonly files?: number
  /** Told once when the log can't be written. The work goes on. */
  readonly onFailure?: (error: unknown) => void
}

/**
 * Log lines in a file that is renamed to `.1`, `.2` … when it is full.
 *
 * Several processes may write to one file: each line is one append. Where two find it full at the same moment, one of
 * the old files may be short; no line is lost before its turn.
 */
export function rotatingFile(options: RotatingFileOptions): LogSink {
  const { path, level, maxBytes = 10 * 1024 * 1024, files = 5, onFailure } = options
  let fd: number | undefined
  let failed = false

  const append = (bytes: Uint8Array) => {
    if (fd !== undefined && isReplaced(fd, path)) close()
    fd ??= openAppending(path)
    const { size } = fstatSync(fd)
    if (size > 0 && size + bytes.length > maxBytes) {
      rotate(path, files)
      close()
      fd = openAppending(path)
    }
    writeSync(fd, bytes)
  }

  /** Forgotten before it is closed: opening anew may fail, and the system gives the number to somebody else's file. */
  const close = () => {
    const closing = fd
    fd = undefined
    if (closing !== undefined) closeSync(closing)
  }

  return {
    ...(level === undefined ? {} : { level }),
    write(_record, line) {
      try {
        append(Buffer.from(`${line}\n`))
        failed = false
      } catch (error) {
        if (!failed) onFailure?.(error)
        failed = true
      }
    },
    close,
  }
}

function openAppending(path: string): number {
  ensureDirectory(dirname(path))
  return openSync(path, 'a', 0o600)
}

/** Another process has moved the file on. */
function isReplaced(fd: number, path: string): boolean {
  const now = statSync(path, { throwIfNoEntry: false })
  return now === undefined || now.ino !== fstatSync(fd).ino
}

function rotate(path: string, files: number): void {
  for (let number = files - 1; number > 0; number--) {
    const from = number === 1 ? path : `${path}.${number - 1}`
    try {
      renameSync(from, `${path}.${number}`)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}
