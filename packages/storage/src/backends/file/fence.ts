import type { ReadableFile } from './disk.js'

/**
 * Marks the line of a writer that found a torn one before it, and ended that. It stands at the beginning, where it can
 * be read even when the writer was killed in its turn: a torn line is then told from one that was damaged later.
 */
export interface Fencing {
  readonly fence?: true
}

const mark = Buffer.from('{"v":1,"fence":true,')

/** A record as the first line behind a torn one. */
export const fencing = <T extends object>(record: T): T & Fencing => ({ fence: true, ...record })

/** Ends the torn line. */
export const behindTorn = (lines: Buffer): Buffer => Buffer.concat([Buffer.from('\n'), lines])

/** Whether the line that ends at a place was torn, as the line behind it says. */
export const isFenced = (file: ReadableFile, end: number): boolean => file.read(end, mark.length).equals(mark)
