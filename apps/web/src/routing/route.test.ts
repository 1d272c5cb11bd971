import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, views } from './route.js'

describe('routes', () => {
  it('come back as they went, whatever the id', () => {
    fc.assert(
      fc.property(fc.constantFrom(...views), fc.string({ minLength: 1, unit: 'grapheme' }), (view, id) => {
        expect(parseRoute(formatRoute({ view, id }))).toEqual({ view, id })
      }),
    )
  })

  it.each(['', '#', '#/', '#/nowhere', '#/chat/%E0%A4', 'x', '#//'])('lead to the chat from %j', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'chat' })
  })
})
