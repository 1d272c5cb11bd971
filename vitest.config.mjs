import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.mjs', 'apps/*/vitest.config.mjs', 'tooling/*/vitest.config.mjs'],
    reporters: ['default', './tooling/testkit/src/runner/closing-summary.mjs'],
    // Suites start real servers: two at a time is what two cores bear.
    maxWorkers: 2,
  },
})
