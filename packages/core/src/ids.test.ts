import { describe, expect, it } from 'vitest'
import { createId } from './ids.js'

describe('createId', () => {
  it('makes a UUID of version 7 each time, in the order of making', () => {
    const ids = Array.from({ length: 10_000 }, () => createId())
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('shares no random part with its neighbours', () => {
    const tails = Array.from({ length: 1_000 }, () => createId().slice(-10))
    expect(new Set(tails).size).toBe(tails.length)
  })
})
