import { closeSync, openSync, readSync } from 'node:fs'
import { createId, type IdGenerator } from '@engawa/core'
import { v7 } from 'uuid'

/**
 * An id like any other of the suite, its random part straight from the kernel: loading Node's cryptography for sixteen
 * bytes would cost a tenth of the whole command.
 */
export const entryId: IdGenerator = () => {
  const random = kernelRandom(16)
  return random === undefined ? createId() : v7({ random })
}

function kernelRandom(length: number): Uint8Array | undefined {
  try {
    const file = openSync('/dev/urandom', 'r')
    try {
      const bytes = new Uint8Array(length)
      return readSync(file, bytes) === length ? bytes : undefined
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}
