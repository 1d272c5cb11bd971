import { StorageError, systemClock } from '@engawa/core'
import { checkBackendOptions, openBackend } from '../open-backend.js'
import type { BackendOptions } from '../open-storage.js'
import { sealedWith } from '../sealing/sealed-with.js'
import { compare } from './compare.js'
import type { Content } from './content.js'
import { isNewPlace } from './is-new-place.js'

export interface VerifyOptions {
  /** A store that is to hold all of this too, such as the source of a migration or its target. */
  readonly against?: BackendOptions
}

export interface VerifyReport {
  readonly content: Content
  /** What the other store holds of it. */
  readonly against?: Content
  /** What is damaged, missing or other, in words: the first few. None when all is well. */
  readonly problems: readonly string[]
}

/**
 * Read everything that a store holds, to its last byte: messages follow one another without a gap, as many as were
 * counted, and every document has its content. With `against`, the other store has the same. Nothing is written.
 *
 * @throws StorageError `storage/not-found` when there is no store at the place
 */
export async function verify(place: BackendOptions, { against }: VerifyOptions = {}): Promise<VerifyReport> {
  for (const one of against === undefined ? [place] : [place, against]) {
    checkBackendOptions(one)
    if (isNewPlace(one)) throw nothingThere(one)
  }
  const now = () => (place.clock ?? systemClock).now()
  const source = sealedWith(await openBackend(place), place).backend
  try {
    const target = against && sealedWith(await openBackend(against), against).backend
    try {
      const found = await compare(source, target, now)
      const { source: content, problems } = found
      return { content, ...(target === undefined ? {} : { against: found.target }), problems }
    } finally {
      await target?.close()
    }
  } finally {
    await source.close()
  }
}

const nothingThere = (place: BackendOptions) =>
  new StorageError(`there is no ${place.type} store at this place`, {
    code: 'storage/not-found',
    hint: 'Look at the path: reading it would make an empty one.',
  })
