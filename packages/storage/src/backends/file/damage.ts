import type { ReadableFile } from './disk.js'
import { isFenced } from './fence.js'
import type { Line } from './lines.js'

/** Something in a log that could not be read. What was acknowledged before and after it is untouched. */
export interface DamageReport {
  /** `torn-tail`: a write that was cut off, never acknowledged. `corrupt-record`: a line that is not as it was written. */
  readonly kind: 'torn-tail' | 'corrupt-record'
  readonly path: string
  readonly offset: number
  readonly length: number
  /** Where a copy of the bytes is; absent when it could not be made. */
  readonly quarantine?: string
}

export type OnReport = (report: DamageReport) => void

/** Bytes at a place that make no record. */
export interface Damage {
  readonly kind: DamageReport['kind']
  readonly path: string
  readonly offset: number
  readonly bytes: Buffer
}

/** What is wrong with a line that is no record. */
export const damageOf = (file: ReadableFile, { start, end, bytes }: Line): Damage => ({
  kind: isFenced(file, end) ? 'torn-tail' : 'corrupt-record',
  path: file.path,
  offset: start,
  bytes,
})
