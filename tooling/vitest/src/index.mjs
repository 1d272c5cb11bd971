import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Resolve workspace packages to their sources, so that tests need no build of libraries. */
const conditions = ['@engawa/source', 'node', 'import', 'module', 'default']

/**
 * The Vitest settings of one package.
 *
 * @param {import('vitest/config').ViteUserConfig['test']} [test] what this package sets beside the shared settings
 */
export function testConfig(test = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    // The build of a bin puts the version in; tests that import a bin's sources get this one.
    define: { __VERSION__: JSON.stringify('0.0.0-test') },
    test: {
      environment: 'node',
      globalSetup: [fileURLToPath(new URL('temporary-folder.mjs', import.meta.url))],
      include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'src/**/*.test.tsx'],
      // Longer than any wait inside a test, which says what it waited for.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 20_000 } },
      // A test that leaves state behind would be found by the next one: no retries, no shared globals.
      retry: 0,
      ...test,
    },
  })
}
