import { textOf } from '@engawa/core'
import type { ChatStore, SearchRequest } from '../chat-store.js'
import { all, HandClock, say, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const texts = {
  cafe: 'Meet at the Café on Straße 5',
  camel: 'call getUserName and parse_http_response in HTTPServer',
  phrase: 'the quick brown fox jumps over the lazy dog',
  scrambled: 'the brown quick fox',
  chinese: '我住在北京市朝阳区',
  japanese: '東京都でラーメンを食べたが、からかった',
  kana: 'ｶﾞラス と ガラス',
  fullwidth: 'ＡＢＣ　１２３ ﬁle',
  greek: 'ΟΔΟΣ οδος',
  empty: '',
  punctuation: '!!! ??? —',
  initials: 'A, b; c',
} as const

type Name = keyof typeof texts

/** What a query finds: the whole meaning of the tokenizer, seen from outside. */
const queries: readonly (readonly [query: string, ...found: Name[]])[] = [
  ['cafe', 'cafe'],
  ['CAFÉ', 'cafe'],
  ['cafe\u0301', 'cafe'],
  ['strasse', 'cafe'],
  ['user', 'camel'],
  ['getUserName', 'camel'],
  ['get_user_name', 'camel'],
  ['http', 'camel'],
  ['server http', 'camel'],
  ['"http server"', 'camel'],
  ['"server http"'],
  ['username'],
  ['quick brown', 'phrase', 'scrambled'],
  ['"quick brown"', 'phrase'],
  ['brown quick', 'phrase', 'scrambled'],
  ['"quick brown" lazy', 'phrase'],
  ['"quick brown" scrambled'],
  ['"quick brown', 'phrase', 'scrambled'],
  ['fox"', 'phrase', 'scrambled'],
  ['qui'],
  ['北京', 'chinese'],
  ['北', 'chinese'],
  ['北京市', 'chinese'],
  ['京北'],
  ['北朝'],
  ['北 朝', 'chinese'],
  ['東京', 'japanese'],
  ['ラーメン', 'japanese'],
  ['が', 'japanese'],
  ['か', 'japanese'],
  ['ガラス', 'kana'],
  ['カラス'],
  ['abc 123', 'fullwidth'],
  ['file', 'fullwidth'],
  ['οδοσ', 'greek'],
  ['!!!'],
  ['"" "!"'],
  ['words : fox'],
  ['a', 'initials'],
  ['B c', 'initials'],
  // Operators
  ["fox' OR 1=1 --", 'phrase', 'scrambled'],
  ['lazy OR cafe', 'phrase', 'cafe'],
  ['lazy or fox'],
  ['fox NOT lazy', 'scrambled'],
  ['fox -lazy', 'scrambled'],
  ['fox -"quick brown"', 'scrambled'],
  ['fox AND quick AND lazy', 'phrase'],
  ['lazy OR scrambled OR cafe meet', 'phrase', 'cafe'],
  ['(lazy OR cafe) meet', 'cafe'],
  ['fox NOT (lazy OR dog)', 'scrambled'],
  ['fox -(lazy dog)', 'scrambled'],
  ['fox -(lazy cat)', 'phrase', 'scrambled'],
  ['北京 OR 東京', 'chinese', 'japanese'],
  ['の OR が', 'japanese'],
  ['NOT NOT fox', 'phrase', 'scrambled'],
  ['fox -lazy OR straße', 'scrambled', 'cafe'],
  ['"AND"', 'camel'],
  ['getUserName() (server)', 'camel'],
  ['fox (', 'phrase', 'scrambled'],
  [':) fox', 'phrase', 'scrambled'],
  // Prefixes
  ['fox*', 'phrase', 'scrambled'],
  ['qui*', 'phrase', 'scrambled'],
  ['q*', 'phrase', 'scrambled'],
  ['uick*'],
  ['Stra*', 'cafe'],
  ['getUs*', 'camel'],
  ['"quick bro"*', 'phrase'],
  ['"bro quick"*'],
  ['東*', 'japanese'],
  ['北京*', 'chinese'],
  ['qui* -laz*', 'scrambled'],
  ['par* OR jum*', 'camel', 'phrase'],
  ['*'],
]

/** Queries that can't be meant. */
const malformed = [
  'AND',
  'fox AND',
  'OR fox',
  'fox OR',
  'NOT',
  '-fox',
  'NOT fox',
  'fox OR -lazy',
  '()',
  'fox AND OR lazy',
]

export function searchChecks(check: Check, expect: TestApi['expect']): void {
  const found = async (store: ChatStore, request: SearchRequest) =>
    (await all(store.search(request))).map(({ message }) => textOf(message))

  check('finds what the shared query set says', async ({ store }) => {
    for (const [index, text] of Object.values(texts).entries()) await say(store, `s${index % 3}`, text)
    for (const [query, ...names] of queries) {
      const hits = await found(store, { query })
      expect([query, ...hits.toSorted()]).toEqual([query, ...names.map((name) => texts[name]).toSorted()])
    }
  })

  check('puts first what says more about it, then what is shorter, then what is newer', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    const ranked = ['rust rust rust', 'rust again', 'rust in a longer sentence about other things']
    await say(store, 'b', ranked[2] ?? '', ranked[0] ?? '', 'nothing', 'of', 'the', 'kind')
    clock.advance(1_000)
    await say(store, 'a', ranked[1] ?? '')
    expect(await found(store, { query: 'rust' })).toEqual(ranked)
    expect(await found(store, { query: 'rust', limit: 1 })).toEqual(ranked)
    clock.advance(1_000)
    await say(store, 'c', 'rust again')
    const twins = await all(store.search({ query: 'again' }))
    expect(twins.map(({ message }) => message.sessionId)).toEqual(['c', 'a'])
    expect(twins[0]?.score).toBe(twins[1]?.score)
  })

  check('scores by bm25, to the same numbers everywhere', async ({ store }) => {
    await say(store, 's', 'alpha beta', 'alpha alpha gamma', '東京 delta', 'epsilon')
    const scores = async (query: string) => (await all(store.search({ query }))).map(({ score }) => score)
    const part = (frequency: number, length: number) =>
      (frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * length) / 2.25))
    const expected = [0.000001 * part(2, 3), 0.000001 * part(1, 2)]
    expect(await scores('alpha')).toEqual(expected.map((score) => expect.closeTo(score, 8)))
    // A phrase weighs what its words weigh together, a prefix 1, and what was not found nothing.
    const rare = Math.log(3.5 / 1.5)
    expect(await scores('東京')).toEqual([expect.closeTo(2 * rare * part(1, 3), 6)])
    expect(await scores('del*')).toEqual([expect.closeTo(part(1, 3), 6)])
    expect(await scores('epsilon OR gamma')).toEqual(
      [part(1, 1), part(1, 3)].map((one) => expect.closeTo(rare * one, 6)),
    )
  })

  check('refuses a query whose operators have nothing to work on', async ({ store }) => {
    await say(store, 's', 'fox')
    const tooDeep = `${'('.repeat(100)}fox${')'.repeat(100)}`
    for (const query of [...malformed, tooDeep, 'x '.repeat(101)]) {
      const refused = expect(store.search({ query }), query).rejects
      await refused.toMatchObject({ code: 'storage/invalid-query', details: { field: 'query' } })
    }
  })

  check('goes on past the first page and past 500 hits, each once, the newest 500 first', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    const total = 1_120
    for (let n = 0; n < total; n += 70) {
      clock.advance(1_000)
      const messages = Array.from({ length: 70 }, (_, k) => userSays(k === 0 ? `word word ${n}` : `word ${n + k}`))
      await store.messages.append({ sessionId: `s${n % 3}`, messages })
    }
    const hits = await all(store.search({ query: 'word', limit: 70 }))
    const numbers = hits.map(({ message }) => Number(textOf(message).split(' ').at(-1)))
    expect(new Set(numbers).size).toBe(total)
    expect(numbers).toHaveLength(total)
    // What says it twice comes first, among the newest.
    expect(numbers.slice(0, 3)).toEqual([1_050, 980, 910])
    expect(Math.min(...numbers.slice(0, 500))).toBeGreaterThanOrEqual(total - 560)
    expect(Math.max(...numbers.slice(1_000))).toBeLessThan(210)
    const inOne = hits.filter(({ message }) => message.sessionId === 's1')
    expect(await all(store.search({ query: 'word', sessions: ['s1'] }))).toHaveLength(inOne.length)
  })

  check('a listing that goes on neither repeats nor loses what others append meanwhile', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await say(store, 's', ...Array.from({ length: 12 }, (_, n) => `word ${n}`))
    const found: string[] = []
    for await (const { message } of store.search({ query: 'word', limit: 5 })) {
      found.push(textOf(message))
      clock.advance(1_000)
      await say(store, 't', `word new ${found.length}`)
    }
    expect(found.toSorted()).toEqual(Array.from({ length: 12 }, (_, n) => `word ${n}`).toSorted())
  })

  check('is made anew on demand', async ({ store }) => {
    await say(store, 's', 'first word', 'second word')
    expect(await found(store, { query: 'word' })).toHaveLength(2)
    await store.searchIndex.rebuild()
    await say(store, 's', 'third word')
    expect(await found(store, { query: 'word' })).toHaveLength(3)
    expect(await found(store, { query: 'second' })).toEqual(['second word'])
  })

  check('marks the words found, in the text as it was written', async ({ store }) => {
    await say(store, 's', 'Ein Café, getUserName; 東京都 😀 café')
    const marked = async (query: string) => {
      const [hit] = (await store.search({ query })).items
      const text = hit === undefined ? '' : textOf(hit.message)
      return hit?.highlights.map(([start, end]) => text.slice(start, end))
    }
    expect(await marked('cafe')).toEqual(['Café', 'café'])
    expect(await marked('"user name" 京都')).toEqual(['UserName', '京都'])
    expect(await marked('ein "ein cafe"')).toEqual(['Ein Café'])
  })

  check('filters by user, session, role and time', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await store.sessions.create({ id: 'a', userId: 'x' })
    await store.sessions.create({ id: 'b', userId: 'y' })
    await say(store, 'a', 'word one')
    clock.advance(60_000)
    await store.messages.append({ sessionId: 'b', messages: [{ ...userSays('word two'), role: 'assistant' }] })
    const query = 'word'
    expect((await found(store, { query })).toSorted()).toEqual(['word one', 'word two'])
    expect(await found(store, { query, userId: 'x' })).toEqual(['word one'])
    expect(await found(store, { query, userId: "x' OR 1" })).toEqual([])
    expect(await found(store, { query, sessions: ['b', 'c'] })).toEqual(['word two'])
    expect(await found(store, { query, sessions: [] })).toEqual([])
    expect(await found(store, { query, roles: ['assistant'] })).toEqual(['word two'])
    expect(await found(store, { query, from: '2026-01-01T00:01:00Z' })).toEqual(['word two'])
    expect(await found(store, { query, to: '2026-01-01T01:01:00+01:00' })).toEqual(['word one'])
  })

  check('leaves deleted sessions out until they are restored', async ({ store }) => {
    await say(store, 's', 'word')
    await store.sessions.delete('s')
    expect(await found(store, { query: 'word' })).toEqual([])
    await store.sessions.restore('s')
    expect(await found(store, { query: 'word' })).toEqual(['word'])
  })

  check(
    'finds at once what was just appended, by whichever store',
    async ({ store, reopen }) => {
      await say(store, 's', 'first word')
      expect(await found(store, { query: 'word' })).toHaveLength(1)
      await say(await reopen(), 's', 'second word')
      await say(store, 't', 'third word')
      expect(await found(store, { query: 'word' })).toHaveLength(3)
    },
    { shared: true },
  )
}
