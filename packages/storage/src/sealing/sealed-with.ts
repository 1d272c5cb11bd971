import { type Clock, type Session, systemClock } from '@engawa/core'
import type { Backend } from '../backend.js'
import { checkObject } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { archive } from '../retention/archive.js'
import type { StoreOptions } from '../store-options.js'
import type { DataKeys } from './data-keys.js'
import { KeyHolder } from './key-holder.js'
import { reseal } from './reseal.js'
import type { ResealOptions, ResealReport } from './reseal-report.js'
import { SealingBackend } from './sealing-backend.js'

/** A backend as a store uses it, and what replaces things in it where they are. */
export interface Sealed {
  readonly backend: Backend
  reseal(options?: ResealOptions): Promise<ResealReport>
  /** Whether anything was left to compress. */
  archive(session: Session): Promise<boolean>
}

/**
 * A backend behind the encryption that the options ask for, or, when they ask for none, behind a look that refuses what
 * is sealed.
 *
 * @throws UserError `storage/invalid-input` for something that is no key ring
 */
export function sealedWith(backend: Backend, options: StoreOptions, clock: Clock = systemClock): Sealed {
  const ring = checkEncryption(options)
  const keys = new KeyHolder(ring, clock)
  return {
    backend: new SealingBackend(backend, keys, ring !== undefined),
    reseal: (given) => reseal(backend, keys, clock, given),
    archive: (session) => archive(backend, session, clock),
  }
}

function checkEncryption({ encryption }: StoreOptions): DataKeys | undefined {
  if (encryption === undefined) return undefined
  const keys = checkObject(checkObject(encryption, 'encryption').keys, 'encryption.keys')
  for (const method of ['current', 'byId']) {
    if (typeof keys[method] !== 'function') throw invalidInput(`encryption.keys.${method}`, 'must be a function')
  }
  return encryption.keys
}
