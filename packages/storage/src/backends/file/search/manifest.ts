import { crc32 } from 'node:zlib'
import { tokenizerVersion } from '../../../search/tokenize.js'

/** Which segments count, and how much of each log they cover. */
export interface Manifest {
  /** Differs for each manifest that is written. */
  readonly stamp: string
  /** Number for the next log that is met. None is ever given twice. */
  readonly nextSource: number
  readonly segments: readonly SegmentFile[]
  /** By the name of the log's file. */
  readonly sources: Readonly<Record<string, CoveredLog>>
  /** Numbers of logs that are no more, though a segment still has their words. */
  readonly gone: readonly number[]
}

export interface SegmentFile {
  readonly name: string
  readonly count: number
}

export interface CoveredLog {
  readonly source: number
  /** All before this offset is indexed. */
  readonly end: number
  /** Checksum of the last bytes before it: tells the log from another in its place. */
  readonly seal: number
}

const form = `2.${tokenizerVersion}`

export function encodeManifest(manifest: Manifest): string {
  const json = JSON.stringify(manifest)
  return `{"form":"${form}","crc":${crc32(json)},"manifest":${json}}\n`
}

/** Undefined when it is damaged or of another form: the index is then made anew. */
export function decodeManifest(bytes: Buffer): Manifest | undefined {
  try {
    const found = JSON.parse(bytes.toString()) as { form?: string; crc?: number; manifest?: Manifest }
    const isSound = found.form === form && found.crc === crc32(JSON.stringify(found.manifest))
    return isSound ? found.manifest : undefined
  } catch {
    return undefined
  }
}
