import { textContent } from '@engawa/core'
import { expect, it } from 'vitest'
import { openStorage } from '../index.js'
import { rankTexts } from './rank-texts.js'

const texts = [
  'Moved the library, and the notes about the library',
  'Fixed getUserName in user_name.ts',
  '東京都の天気',
  'Integrated the OAuth library',
  'Nothing of note',
  'The library',
  'CAFÉ au lait',
]

it.each([
  ...['library', 'library -notes', '"the library"', 'lib*', 'getUserName', 'user', '東京', 'cafe', 'note OR café'],
  ...['(library OR café) NOT oauth', 'nowhere', '...'],
])('%s has the hits and scores that it has in a store', async (query) => {
  const store = await openStorage({ type: 'memory' })
  const messages = texts.toReversed().map((text, at) => ({
    id: String(texts.length - 1 - at),
    role: 'user' as const,
    content: textContent(text),
  }))
  for (const message of messages) await store.messages.append({ sessionId: `s${message.id}`, messages: [message] })
  const { items } = await store.search({ query, limit: 10 })
  await store.close()
  const sorted = (hits: readonly { index: number; score: number }[]) => hits.toSorted((a, b) => a.index - b.index)
  expect(sorted(rankTexts(texts, query, 10))).toEqual(
    sorted(items.map(({ message, score }) => ({ index: Number(message.id), score }))),
  )
})

it('puts the best first, and of equals the newer one', () => {
  expect(rankTexts(['a b', 'a', 'a'], 'a', 2).map(({ index }) => index)).toEqual([1, 2])
})

it('refuses what no store takes either', () => {
  expect(() => rankTexts(texts, '-library', 1)).toThrow(expect.objectContaining({ code: 'storage/invalid-query' }))
})
