import { expect, test } from 'vitest'
import type { KeywordHandler } from '../detection.js'
import { registerBuiltIn } from '../detectors/built-in.js'
import { foldedCase, KeywordIndex } from '../keyword-index.js'
import { holdsKeyword } from './holds-keyword.js'

const index = new KeywordIndex<KeywordHandler>()
registerBuiltIn(index)
const all = [...new Set(index.keywords.map(foldedCase))].sort()

test('every keyword of a detector is known, in either case', () => {
  expect(all.length).toBeGreaterThan(300)
  for (const keyword of all) {
    expect(holdsKeyword(`so ${keyword} it is`)).toBe(true)
    expect(holdsKeyword(keyword.toUpperCase())).toBe(true)
  }
})

test('ordinary words hold none', () => {
  for (const text of ['', 'Measured the start', 'fixed the build, 3 of 4 tests are green', 'größer 日本語 ok']) {
    expect(holdsKeyword(text)).toBe(false)
  }
})

/** A keyword within which another stands need not be looked for. After a change of the rules: `npx vitest run -u`. */
test('the list is that of the detectors', async () => {
  const needed = all.filter((keyword) => !all.some((other) => other !== keyword && keyword.includes(other)))
  const text = JSON.stringify(needed.join('\n')).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  const source = `/** What the built-in detectors look for, in lower case, a line each. Made from them by \`keywords.test.ts\`. */
export const keywords =
  '${text}'
`
  await expect(source).toMatchFileSnapshot('./keywords.ts')
})
