import { withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Place, sharedBackends } from './backends.js'
import { bundleWriter } from './writers.js'

/** What a test of several processes works with. Read it inside of a test: it is there from then on. */
export interface Ground {
  readonly place: Place
  /** Path of the program of `startWriter`. */
  readonly program: string
}

/** The same tests on a fresh place of each backend that several processes can share. */
export function onEachSharedBackend(declare: (name: string, ground: () => Ground) => void): void {
  let program: string
  beforeAll(async () => {
    program = await bundleWriter()
  })
  for (const [name, backend] of Object.entries(sharedBackends)) {
    withService(describe, backend.services)(name, () => {
      let place: Place
      beforeAll(async () => {
        place = await backend.start()
      })
      afterAll(() => place.stop())
      declare(name, () => ({ place, program }))
    })
  }
}
