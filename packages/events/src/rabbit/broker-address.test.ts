import { describe, expect, it } from 'vitest'
import { describeAddress, parseBrokerAddress } from './broker-address.js'

describe('the address of a broker', () => {
  it('is taken apart, with what is left out filled in', () => {
    expect(parseBrokerAddress('amqp://localhost')).toEqual({
      protocol: 'amqp',
      hostname: 'localhost',
      port: 5672,
      username: 'guest',
      password: 'guest',
      vhost: '/',
    })
    expect(parseBrokerAddress('amqps://a%40b:p%2Fw@[::1]:1234/%2Fteam')).toEqual({
      protocol: 'amqps',
      hostname: '::1',
      port: 1234,
      username: 'a@b',
      password: 'p/w',
      vhost: '/team',
    })
  })

  it('is described without user and password', () => {
    expect(describeAddress(parseBrokerAddress('amqp://user:hunter2@localhost/team'))).toBe('amqp://localhost:5672/team')
    expect(describeAddress(parseBrokerAddress('amqps://user:hunter2@[::1]'))).toBe('amqps://[::1]:5671')
  })

  it.each(['', 'hunter2', 'http://user:hunter2@localhost', 'amqp://user:hunter2%zz@localhost', 'amqp://user:hunter2@'])(
    'is refused when it is %j, and not quoted',
    (url) => {
      const parse = () => parseBrokerAddress(url)
      expect(parse).toThrow(expect.objectContaining({ code: 'event/bad-address' }))
      expect(parse).not.toThrow(/hunter2/)
    },
  )
})
