import { describe, expect, it } from 'vitest'
import { parseEndpoint } from './endpoint.js'

describe('parseEndpoint', () => {
  it.each([
    ['http://localhost:11434/', 'http://localhost:11434', 'local'],
    ['http://127.0.0.1:8080/v1/', 'http://127.0.0.1:8080/v1', 'local'],
    ['http://127.9.9.9', 'http://127.9.9.9', 'local'],
    ['http://2130706433:1', 'http://127.0.0.1:1', 'local'],
    ['http://[::1]:1234', 'http://[::1]:1234', 'local'],
    ['0.0.0.0', 'http://127.0.0.1:11434', 'local'],
    ['0.0.0.0:99', 'http://127.0.0.1:99', 'local'],
    [':99', 'http://127.0.0.1:99', 'local'],
    ['box', 'http://box:11434', 'cloud'],
    ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1', 'cloud'],
    ['http://localhost.evil.example', 'http://localhost.evil.example', 'cloud'],
    ['http://127.0.0.1.evil.example', 'http://127.0.0.1.evil.example', 'cloud'],
    ['http://127.0.0.1@evil.example', 'http://evil.example', 'cloud'],
    ['http://192.168.1.5:11434?x=1#y', 'http://192.168.1.5:11434', 'cloud'],
  ] as const)('reads %s as %s, %s', (address, url, location) => {
    expect(parseEndpoint(address, 11_434)).toMatchObject({ url, location })
  })

  it('moves credentials out of the address into a header', () => {
    expect(parseEndpoint('http://me:p%40ss@localhost:1')).toEqual({
      url: 'http://localhost:1',
      location: 'local',
      authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    })
  })

  it.each(['', 'http://', 'ftp://host', 'http://a b', 'file:///etc/passwd'])('refuses %j', (address) => {
    expect(() => parseEndpoint(address)).toThrow(expect.objectContaining({ code: 'llm/bad-address', exitCode: 3 }))
  })
})
