import type { Disk, LogFile } from './disk.js'
import { endOfLines, linesForward } from './lines.js'
import { unsealLine } from './sealed-line.js'

/** The bytes that take the place of a line, with their newline; undefined to leave it as it is. */
export type RewriteLine = (line: Buffer, start: number, newStart: number) => Buffer | undefined

/**
 * Put a log with other lines in the place of one, under its lock: after a crash there is the old log or the new. A last
 * line that lacks only its newline is ended first, and is one of them. Lines that can't be read, and a tail that was cut
 * off, are carried over as they are. Whoever waits for the lock meanwhile
 * finds that the path leads to another file, and opens anew; whoever reads goes on with the old one.
 *
 * The new log is made in memory.
 *
 * @param prepare looks at the locked log; undefined when nothing is to be done
 */
export async function rewriteLog(
  disk: Disk,
  path: string,
  prepare: (file: LogFile) => RewriteLine | undefined,
): Promise<void> {
  while (disk.inspect(path) !== undefined) {
    const file = disk.openLog(path)
    try {
      await file.lock()
      try {
        if (disk.inspect(path)?.identity !== file.identity) continue
        endWholeTail(file)
        const rewrite = prepare(file)
        const bytes = rewrite && rewritten(file, rewrite)
        if (bytes !== undefined) disk.replace(path, bytes)
        return
      } finally {
        file.unlock()
      }
    } finally {
      file.close()
    }
  }
}

/** Cut off just before its newline it counts, so it must not be missed. */
function endWholeTail(file: LogFile): void {
  const size = file.size()
  const end = endOfLines(file, size)
  if (end < size && unsealLine(file.read(end, size - end)) !== undefined) file.append(Buffer.from('\n'))
}

/** Undefined when no line is another. */
function rewritten(file: LogFile, rewrite: RewriteLine): Buffer | undefined {
  const size = file.size()
  const end = endOfLines(file, size)
  const chunks: Buffer[] = []
  let isOther = false
  let newStart = 0
  for (const { start, bytes } of linesForward(file, 0, end)) {
    const other = rewrite(bytes, start, newStart)
    isOther ||= other !== undefined
    const chunk = other ?? Buffer.concat([bytes, Buffer.from('\n')])
    chunks.push(chunk)
    newStart += chunk.length
  }
  if (!isOther) return undefined
  // What its writer did not end.
  chunks.push(file.read(end, size - end))
  return Buffer.concat(chunks)
}
