import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { corpus } from '../test/corpus.js'
import { createSecretFilter } from './create-secret-filter.js'

const filter = createSecretFilter({ knownValues: [{ name: 'MY_KEY', value: 'Zx9Zx9Zx9-known' }] })

/**
 * What was found when the snapshot was taken, so that a change meant to make the filter faster shows when it also
 * changes what is found. A change of the rules updates it: look at the counts.
 */
test.each([...corpus()])('finds what it found: %s', (_name, texts) => {
  const counts = new Map<string, number>()
  const places = createHash('sha256')
  for (const text of texts) {
    const findings = filter.scan(text)
    for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    places.update(`${JSON.stringify(findings)}\n`)
  }
  expect({ counts: Object.fromEntries([...counts].sort()), places: places.digest('hex') }).toMatchSnapshot()
})
