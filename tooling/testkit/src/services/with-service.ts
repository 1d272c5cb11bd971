import { type Missing, requiredServices, type ServiceName, whyMissing } from './availability.js'

type Declare = (name: string, body: () => void) => unknown

/** What is needed of Vitest's `describe`. Handed in, so that suite and runner agree on one copy of Vitest. */
export interface Describe extends Declare {
  readonly skip: Declare
}

/**
 * `describe` for suites that need a real service: `withService(describe, 'redis')('sessions in Redis', () => …)`.
 *
 * Where a service is missing, the suite is skipped and its name says why; the closing summary lists it. A service that
 * `ENGAWA_REQUIRE` names may not be missing: then the suite fails.
 */
export function withService(describe: Describe, services: ServiceName | readonly ServiceName[]): Declare {
  const needed = typeof services === 'string' ? [services] : services
  const missing = needed.map(whyMissing).find((found) => found !== undefined)
  if (!missing) return describe
  return requiredServices().includes(missing.service) ? refuse(describe, missing) : skip(describe, missing)
}

function skip(describe: Describe, { service, reason, remedy }: Missing): Declare {
  return (name, body) => describe.skip(`${name} [no ${service}: ${reason}; ${remedy}]`, body)
}

function refuse(describe: Describe, { service, reason, remedy }: Missing): Declare {
  return (name) =>
    describe(name, () => {
      throw new Error(`ENGAWA_REQUIRE names ${service}, but ${reason}. Try: ${remedy}`)
    })
}
