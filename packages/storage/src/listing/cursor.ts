import type { JsonValue } from '@engawa/core'
import { invalidInput } from '../input/invalid-input.js'

/**
 * A place in a listing as an opaque string. It names the listing that it belongs to, so that a cursor of one can't be
 * used on another, where it would silently skip or repeat.
 */
export function encodeCursor(listing: string, place: readonly JsonValue[]): string {
  return Buffer.from(JSON.stringify([listing, ...place])).toString('base64url')
}

/** @throws UserError `storage/invalid-input` for `after` when the cursor is not one of this listing */
export function decodeCursor(listing: string, cursor: string): readonly unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parsed = undefined
  }
  if (!Array.isArray(parsed) || parsed[0] !== listing) throw foreignCursor()
  return parsed.slice(1)
}

export const foreignCursor = () => invalidInput('after', 'is not a cursor of this listing')
