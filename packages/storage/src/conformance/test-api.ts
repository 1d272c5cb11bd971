import type { describe, expect, it } from 'vitest'

/** What the suite needs of a test runner. Vitest's own, handed over, so that the suite imports no second copy of it. */
export interface TestApi {
  readonly describe: typeof describe
  readonly it: typeof it
  readonly expect: typeof expect
}
