import { check } from 'recheck'
import { expect, test } from 'vitest'
import { builtPatterns, literalPatterns, type Pattern, rulePatterns } from '../test/patterns.js'

/** The whole set takes minutes: a part of it in each run, all of it with `ENGAWA_RECHECK=all`. */
const all = process.env.ENGAWA_RECHECK === 'all'
const share = 12
const patience = { timeout: all ? 1_800_000 : 300_000 }

function sample(patterns: readonly Pattern[]): readonly Pattern[] {
  const distinct = new Map(patterns.map((pattern) => [`${shapeOf(pattern.source)}/${pattern.flags}`, pattern]))
  return [...(all ? patterns : distinct.values())].filter((_pattern, index) => all || index % share === 0)
}

/** Fixed texts don't matter to the time that a pattern takes. */
function shapeOf(source: string): string {
  return source.replace(/[A-Za-z0-9_]{3,}(?![^[]*\])/g, 'abc')
}

async function notSafe(patterns: readonly Pattern[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const { place, source, flags } of sample(patterns)) {
    const { status } = await check(source, flags, { timeout: 60_000 })
    if (status !== 'safe') found.push(`${place}: ${status} /${source}/${flags}`)
  }
  return found
}

test('patterns of rules are linear', patience, async () => {
  expect(await notSafe(rulePatterns())).toEqual([])
})

test('patterns in the source are linear', patience, async () => {
  const literals = literalPatterns(import.meta.dirname)
  expect(literals.length).toBeGreaterThan(100)
  expect(await notSafe(literals)).toEqual([])
})

test('patterns that the source builds are linear', patience, async () => {
  const built = await builtPatterns(() => import('./detectors/commands.js'))
  expect(built.length).toBeGreaterThan(10)
  expect(await notSafe(built)).toEqual([])
})

test('a pattern that is not linear would be found', patience, async () => {
  expect((await check('^(a+)+$', '')).status).toBe('vulnerable')
})
