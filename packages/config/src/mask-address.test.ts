import { describe, expect, it } from 'vitest'
import { maskAddress } from './mask-address.js'

const word = ['hid', 'den'].join('')

describe('maskAddress', () => {
  it.each([
    [`redis://me:${word}@box:6379/0`, 'redis://me:••••@box:6379/0'],
    [`redis://:${word}@box`, 'redis://:••••@box'],
    [`amqp://u:p@${word}@host/vhost`, 'amqp://u:••••@host/vhost'],
    [`https://${word}@host/path`, 'https://••••@host/path'],
    [`redis://:a/${word}@host`, 'redis://:••••@host'],
    [`redis://u:${word}#1?x@host`, 'redis://u:••••@host'],
    [`amqp://u:'${word}"@host`, 'amqp://u:••••@host'],
    [`postgresql+ssl://u:${word}@[::1]:5432`, 'postgresql+ssl://u:••••@[::1]:5432'],
    [`redis://u:${word}@a,redis://u:${word}@b`, 'redis://u:••••@a,redis://u:••••@b'],
    [`from http://u:${word}@a to http://${word}@b.`, 'from http://u:••••@a to http://••••@b.'],
  ])('masks what is secret in an address (%#)', (text, expected) => {
    expect(maskAddress(text)).toBe(expected)
  })

  it.each([
    '',
    'redis://localhost:6379/0',
    'https://registry.example/@scope/name',
    'https://host/?mail=me@example.org',
    'https://u:••••@host/@scope',
    'me@example.org',
    '://@',
  ])('leaves %j as it is', (text) => {
    expect(maskAddress(text)).toBe(text)
  })

  it('is done at once with a long text', () => {
    const long = 'a'.repeat(500_000)
    expect(maskAddress(long)).toBe(long)
    expect(maskAddress(`x://${long}:${long}@h`)).toBe(`x://${long}:••••@h`)
  })
})
