import { expect, test } from 'vitest'
import { ShortTermBuffer } from './short-term-buffer.js'

function buffer(options: { maxMessages?: number; maxSessions?: number } = {}) {
  let now = 1_000_000
  const made = new ShortTermBuffer({ ...options, clock: { now: () => now, monotonic: () => now } })
  return {
    buffer: made,
    say: (sessionId: string, text: string) => made.add(sessionId, { role: 'user', text, at: now }),
    texts: (sessionId: string) => made.recent(sessionId).map(({ text }) => text),
    advance: (ms: number) => {
      now += ms
    },
  }
}

test('keeps the last messages of each session apart', () => {
  const { say, texts } = buffer({ maxMessages: 2 })
  for (const text of ['a', 'b', 'c']) say('s1', text)
  say('s2', 'x')

  expect(texts('s1')).toEqual(['b', 'c'])
  expect(texts('s2')).toEqual(['x'])
  expect(texts('s3')).toEqual([])
})

test('keeps 20 messages for an hour unless told', () => {
  const { say, texts, advance } = buffer()
  for (let i = 0; i < 25; i++) say('s1', `m${i}`)
  expect(texts('s1')).toHaveLength(20)

  advance(3_599_999)
  say('s1', 'late')
  expect(texts('s1')).toHaveLength(20)
  advance(1)
  expect(texts('s1')).toEqual(['late'])
})

test('drops the session that was quiet longest when there are too many', () => {
  const { buffer: made, say } = buffer({ maxSessions: 2 })
  say('s1', 'a')
  say('s2', 'b')
  say('s1', 'c')
  say('s3', 'd')

  expect(made.has('s1')).toBe(true)
  expect(made.has('s2')).toBe(false)
})

test('forgets a session on request', () => {
  const { buffer: made, say, texts } = buffer()
  say('s1', 'a')
  made.forget('s1')
  expect(texts('s1')).toEqual([])
})
