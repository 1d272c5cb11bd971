import { describe, expect, it } from 'vitest'
import { createSeenIds } from './seen-ids.js'

describe('seen ids', () => {
  it('tell the first time from the others', () => {
    const seen = createSeenIds()
    expect(['a', 'b', 'a', 'a', 'c'].filter((id) => seen.firstTime(id))).toEqual(['a', 'b', 'c'])
  })

  it('forget what was not dealt with', () => {
    const seen = createSeenIds()
    seen.firstTime('a')
    seen.forget('a')
    expect(seen.firstTime('a')).toBe(true)
    expect(seen.firstTime('a')).toBe(false)
  })

  it('remember the newest only', () => {
    const seen = createSeenIds({ limit: 2 })
    for (const id of ['a', 'b', 'c']) expect(seen.firstTime(id)).toBe(true)
    expect(seen.firstTime('c')).toBe(false)
    expect(seen.firstTime('b')).toBe(false)
    expect(seen.firstTime('a')).toBe(true)
  })
})
