import { countResults, failures, skippedGroups } from './count-results.mjs'

/** A Vitest reporter for the last words of a run: what was skipped and why, what failed, and one line of numbers for scripts. */
export default class ClosingSummary {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const { passed, failed, skipped } = countResults(modules, unhandledErrors.length)
    const lines = skippedGroups(modules).map(({ group, tests }) => `skipped: ${group} (${tests})`)
    for (const failure of failures(modules, unhandledErrors)) lines.push(`failed: ${failure}`)
    process.stdout.write(`\n${[...lines, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')}\n`)
  }
}
