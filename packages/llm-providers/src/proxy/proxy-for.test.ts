import { describe, expect, it } from 'vitest'
import { proxyFor } from './proxy-for.js'

const secure = { HTTPS_PROXY: 'http://proxy.example:3128' }

describe('proxyFor', () => {
  it.each([
    ['https://api.example/v1', secure, 'http://proxy.example:3128'],
    ['https://api.example/v1', { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1' }, 'http://lower:1'],
    ['https://api.example/v1', { http_proxy: 'http://plain:1' }, undefined],
    ['http://api.example/v1', { http_proxy: 'http://plain:1' }, 'http://plain:1'],
    ['http://api.example/v1', { HTTP_PROXY: 'http://plain:1', ...secure }, undefined],
    ['https://api.example', { HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128'],
    ['https://api.example', { HTTPS_PROXY: '' }, undefined],
    ['https://api.example', {}, undefined],
  ] as const)('sends %s, with %j, to %s', (url, env, expected) => {
    expect(proxyFor(url, env)).toBe(expected)
  })

  it.each([
    'http://localhost:11434',
    'http://127.0.0.1:1',
    'http://127.9.9.9',
    'http://[::1]:1',
    'https://a.localhost',
  ])('never sends %s anywhere but to this machine', (url) => {
    expect(proxyFor(url, { ...secure, http_proxy: 'http://plain:1' })).toBeUndefined()
  })

  it.each([
    ['*', true],
    ['api.example', true],
    ['API.Example', true],
    ['example', true],
    ['.example', true],
    ['*.example', true],
    ['other.example, api.example', true],
    ['other.example api.example', true],
    ['api.example:443', true],
    ['api.example:8443', false],
    ['pi.example', false],
    ['other.example', false],
    ['', false],
  ])('with NO_PROXY %j, api.example is exempt: %s', (noProxy, exempt) => {
    const proxy = proxyFor('https://api.example/v1', { ...secure, NO_PROXY: noProxy })
    expect(proxy === undefined).toBe(exempt)
  })

  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['110.1.2.3', '10.1.2.3', false],
    ['[fd00::1]', 'fd00::/8', true],
    ['[fd00::1]:8443', '[fd00::1]:8443', true],
    ['10.1.2.3', '10.0.0.0/99', false],
    ['api.example', '10.0.0.0/8', false],
  ])('%s with no_proxy %s is exempt: %s', (host, noProxy, exempt) => {
    const proxy = proxyFor(`https://${host}/`, { ...secure, no_proxy: noProxy })
    expect(proxy === undefined).toBe(exempt)
  })
})
