/** @typedef {import('vitest/node').TestModule} TestModule */
/** @typedef {import('vitest/node').TestSuite} TestSuite */
/** @typedef {import('vitest/node').TestCase} TestCase */

/**
 * Passed, failed and skipped over a whole run. What kept tests from running counts as a failure of its own: a file that
 * did not load, a hook that threw, an error that nobody caught. A test that was cut off counts as failed.
 *
 * @param {readonly TestModule[]} modules
 * @param {number} unhandledErrors
 */
export function countResults(modules, unhandledErrors) {
  let [passed, failed, skipped] = [0, unhandledErrors, 0]
  for (const module of modules) {
    if (module.errors().length > 0) failed += 1
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) failed += 1
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed += 1
      else if (state === 'skipped') skipped += 1
      else failed += 1
    }
  }
  return { passed, failed, skipped }
}

/**
 * The outermost suites, or lone tests, that were skipped on purpose, each named with its file's package and the number of
 * tests in it.
 *
 * @param {readonly TestModule[]} modules
 */
export function skippedGroups(modules) {
  /** @type {Map<string, number>} */
  const groups = new Map()
  for (const module of modules) {
    for (const test of module.children.allTests('skipped')) {
      const group = `${module.relativeModuleId}: ${outermostSkipped(test).name}`
      groups.set(group, (groups.get(group) ?? 0) + 1)
    }
  }
  return [...groups].map(([group, tests]) => ({ group, tests: tests === 1 ? '1 test' : `${tests} tests` }))
}

/**
 * What failed, each by its file, its name and the first line of what it said: the last lines of a run are what is kept of it.
 *
 * @param {readonly TestModule[]} modules
 * @param {readonly unknown[]} unhandledErrors
 */
export function failures(modules, unhandledErrors) {
  /** @type {string[]} */
  const found = []
  for (const module of modules) {
    const file = module.relativeModuleId
    for (const error of module.errors()) found.push(`${file}: ${firstLine(error)}`)
    for (const suite of module.children.allSuites()) {
      for (const error of suite.errors()) found.push(`${file}: ${suite.fullName}: ${firstLine(error)}`)
    }
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result()
      if (state === 'passed' || state === 'skipped') continue
      found.push(`${file}: ${test.fullName}: ${firstLine(errors?.[0] ?? 'was cut off')}`)
    }
  }
  return [...found, ...unhandledErrors.map((error) => `nobody caught: ${firstLine(error)}`)]
}

/** @param {unknown} error */
function firstLine(error) {
  const said = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return String(said).split('\n', 1)[0]?.slice(0, 500)
}

/**
 * @param {TestCase} test
 * @returns {TestCase | TestSuite}
 */
function outermostSkipped(test) {
  /** @type {TestCase | TestSuite} */
  let found = test
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) {
    if (parent.options.mode === 'skip') found = parent
  }
  return found
}
