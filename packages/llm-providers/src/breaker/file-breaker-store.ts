import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BreakerState, BreakerStore } from './breaker-store.js'
import { parseState } from './parse-state.js'

/**
 * Breakers as small files in one folder, one a provider. A provider that is well has none, so a request costs one
 * failed `open`. Changes are made under a kernel lock and replace the file as a whole.
 */
export function fileBreakerStore(directory: string): BreakerStore {
  const pathOf = (provider: string) => join(directory, `${encodeURIComponent(provider).replaceAll('.', '%2E')}.json`)

  const readState = (path: string): BreakerState | undefined => {
    try {
      return parseState(JSON.parse(readFileSync(path, 'utf8')))
    } catch (error) {
      // A file that can't be understood must not keep a provider closed for ever.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
      throw error
    }
  }

  return {
    read: async (provider) => readState(pathOf(provider)),
    async update(provider, change) {
      // Loaded here, because locks are native code and a provider that is well needs none.
      const { withFileLock, writeFileAtomic } = await import('@engawa/durable-fs')
      const path = pathOf(provider)
      return withFileLock(join(directory, 'lock'), () => {
        const before = readState(path)
        const after = change(before)
        if (after === undefined) rmSync(path, { force: true })
        else if (after !== before) writeFileAtomic(path, `${JSON.stringify(after)}\n`)
        return after
      })
    },
  }
}
