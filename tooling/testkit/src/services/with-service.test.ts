import { afterEach, describe, expect, it } from 'vitest'
import { requiredServices } from './availability.js'
import { withService } from './with-service.js'

describe('withService', () => {
  const path = process.env.PATH
  const cleanup = () => {
    process.env.PATH = path
    delete process.env.ENGAWA_REQUIRE
  }
  afterEach(cleanup)

  it('refuses to require what does not exist', () => {
    expect(() => requiredServices({ ENGAWA_REQUIRE: 'redis, reddis' })).toThrow(/reddis.*none of redis/)
  })

  it('lists what is required', () => {
    expect(requiredServices({ ENGAWA_REQUIRE: ' redis,zellij ' })).toEqual(['redis', 'zellij'])
    expect(requiredServices({})).toEqual([])
  })

  it('declares the suite unchanged when nothing is needed', () => {
    const declared: string[] = []
    const describeLike = Object.assign((name: string) => declared.push(name), { skip: () => declared.push('skipped') })
    withService(describeLike, [])('sessions', () => undefined)
    expect(declared).toEqual(['sessions'])
  })
})
