import { getBuiltinModule } from 'node:process'
import type { Blob } from '../backend.js'

/** Loaded when first needed: a command that stores no document does not pay for it. */
export const contentHash = (bytes: Uint8Array): string =>
  getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest('hex')

/** A copy, so that what a caller does to its bytes afterwards changes nothing stored. */
export function blobOf(content: string | Uint8Array): Blob {
  const bytes = Buffer.from(content)
  return { hash: contentHash(bytes), bytes }
}
