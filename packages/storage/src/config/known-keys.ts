import { nearest } from '@engawa/core'
import { invalidInput } from '../input/invalid-input.js'

/** Strict in what a person configures: a setting that is misspelt would otherwise do nothing in silence. */
export function refuseUnknown(value: Readonly<Record<string, unknown>>, known: readonly string[], at: string): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue
    const close = nearest(key, known)
    throw invalidInput(`${at}${key}`, close === undefined ? 'is no setting' : `is no setting; did you mean ${close}?`)
  }
}
