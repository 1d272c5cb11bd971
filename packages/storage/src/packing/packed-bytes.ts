import { getBuiltinModule } from 'node:process'
import { maxContentBytes } from '../input/limits.js'

/** Shorter texts gain little, and most messages are read more often than their disk is paid for. */
const leastBytes = 512
/** What saves less than this part is kept as it is: pictures, archives, what is sealed already. */
const leastSaving = 1 / 8
/** What is larger is stored as it is, so that bytes which expand to more were made to fill the memory. */
const mostBytes = maxContentBytes * 2

/** The same bytes compressed (raw DEFLATE); undefined when that is not worth it. */
export function packedBytes(bytes: Uint8Array): Buffer | undefined {
  if (bytes.length < leastBytes || bytes.length > mostBytes) return undefined
  const packed = getBuiltinModule('node:zlib').deflateRawSync(bytes)
  return packed.length <= bytes.length * (1 - leastSaving) ? packed : undefined
}

/** @throws Error of zlib for what was not packed */
export const unpackedBytes = (packed: Uint8Array): Buffer =>
  getBuiltinModule('node:zlib').inflateRawSync(packed, { maxOutputLength: mostBytes })
