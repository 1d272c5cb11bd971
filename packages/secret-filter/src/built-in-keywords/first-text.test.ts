import { expect, test } from 'vitest'
import { corpus } from '../../test/corpus.js'
import { createSecretFilter } from '../create-secret-filter.js'
import { unindexedLength } from '../keyword-index.js'

const knownValues = [{ name: 'DB_PASSWORD', value: 'tall-Grass-42' }]

/** The first texts go a shorter way than all later ones. A part in each run, every text with `ENGAWA_CORPUS=all`. */
test('the first text is redacted as any later one', { timeout: 600_000 }, () => {
  const inUse = createSecretFilter({ knownValues })
  inUse.redactText('x '.repeat(unindexedLength))
  const step = process.env.ENGAWA_CORPUS === 'all' ? 1 : 25
  const texts = [...corpus().values()].flat().filter((_text, index) => index % step === 0)
  expect(texts.length).toBeGreaterThan(100)
  for (const text of [...texts, 'so tall-Grass-42 it is', Buffer.from('x tall-Grass-42').toString('base64')]) {
    expect(
      createSecretFilter({ knownValues })
        .redactText(text)
        .findings.map(({ rule }) => rule),
    ).toEqual(inUse.redactText(text).findings.map(({ rule }) => rule))
  }
})
