#!/usr/bin/env node
// `pnpm test [vitest arguments]`: install what the tests need, build what they run, run them.
import { installServices } from '../src/install/install-services.mjs'
import { runToEnd } from '../src/runner/run-to-end.mjs'

const args = process.argv.slice(2)
installServices({ args })

// Libraries are tested from their sources; of the apps the tests start what a person would.
const built = await runToEnd('turbo', ['run', 'build', '--filter=./apps/*', '--output-logs=errors-only'], {
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
})
process.exitCode =
  built === 0
    ? await runToEnd('vitest', ['run', ...args.filter((arg) => arg !== '--no-install' && arg !== '--')])
    : built
