import { randomBytes } from 'node:crypto'
import { createSecretFilter } from '@engawa/secret-filter'
import { type FakeCloud, startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createProvider,
  type Exchange,
  formatCassette,
  type ProviderKind,
  parseCassette,
  recordingFetch,
  replayingFetch,
} from '../src/index.js'
import { consentTo, drain, question } from './ask.js'

const key = `sk-${randomBytes(20).toString('hex')}`
const token = `ghp_${randomBytes(27).toString('base64url').replace(/[-_]/g, 'a')}`

let cloud: FakeCloud
let recorded: Exchange[]
beforeEach(async () => {
  cloud = await startFakeCloud()
  recorded = []
})
afterEach(() => cloud.close())

const provider = (kind: ProviderKind, fetch: typeof globalThis.fetch, baseUrl = cloud.openaiUrl) =>
  createProvider({ kind, baseUrl, apiKey: key, consent: consentTo(kind), retryDelayMs: 1, fetch })
const recording = () =>
  recordingFetch({
    fetch: globalThis.fetch,
    filter: createSecretFilter({ knownValues: [{ name: 'KEY', value: key }] }),
    onExchange: (exchange) => recorded.push(exchange),
  })
/** As a file would bring it. */
const reread = () => parseCassette(formatCassette(recorded))

describe('a recording', () => {
  it.each([
    ['openai', 'openaiUrl'],
    ['anthropic', 'url'],
  ] as const)('of %s plays again at any address, without a network', async (kind, at) => {
    cloud.next({ pieceBytes: 3 })
    const live = await provider(kind, recording(), cloud[at]).generate(question('雨が降る 🏯'))
    const elsewhere = cloud[at].replace(/:\d+/, ':1')
    const replay = await provider(kind, replayingFetch(reread()), elsewhere).generate(question('雨が降る 🏯'))
    expect(replay).toEqual(live)
    expect(recorded).toHaveLength(1)
  })

  it('holds no secret: not the key, not one that the model was told, not one that it says', async () => {
    cloud.replyWith(() => `your token is ${token}`)
    cloud.next({ status: { code: 401, error: `Incorrect key: ${key}` } })
    await drain(provider('openai', recording()).stream(question('x')))
    await drain(provider('openai', recording()).stream(question('x')))
    // The filter of the request would have taken it out: here it comes from a fault before it.
    const bare = recording()
    await (
      await bare(`${cloud.openaiUrl}/chat/completions?key=${key}`, { method: 'POST', body: `{"a":"${token}"}` })
    ).text()
    const text = formatCassette(recorded)
    expect(recorded).toHaveLength(3)
    expect(text).not.toContain(key)
    expect(text).toContain('‹masked›')
    expect(text).not.toContain(token)
  })

  it('plays a failure as a failure: a status, a cut, a server that is not there', async () => {
    cloud.next({ status: { code: 503, error: 'busy' } }, { cutAfter: 4 })
    const live = await drain(provider('openai', recording()).stream(question('a b c')))
    expect(live.error).toMatchObject({ code: 'llm/cut-off' })
    expect(recorded.map(({ response }) => ('status' in response ? response.status : 0))).toEqual([503, 200])
    expect(await drain(provider('openai', replayingFetch(reread())).stream(question('a b c')))).toMatchObject({
      text: live.text,
      error: { code: 'llm/cut-off' },
    })
    recorded = []
    await cloud.close()
    await drain(provider('openai', recording()).stream(question('x')))
    expect(recorded[0]?.response).toEqual({ unreachable: 'ECONNREFUSED' })
    expect((await drain(provider('openai', replayingFetch(reread())).stream(question('x')))).error).toMatchObject({
      code: 'llm/unreachable',
      details: { reason: 'ECONNREFUSED' },
    })
    cloud = await startFakeCloud()
  })

  it('is closed also when the reader goes away', async () => {
    cloud.next({ silentAfter: 4 })
    for await (const _ of provider('openai', recording()).stream(question('a b c'))) break
    await expect(cloud.modelRequests[0]?.ended).resolves.toBe('client-gone')
    expect(recorded).toMatchObject([{ response: { unread: true } }])
  })

  it('has each answer once, and compares bodies when told to', async () => {
    await drain(provider('openai', recording()).stream(question('one')))
    const strict = replayingFetch(reread(), { strict: true })
    expect((await drain(provider('openai', strict).stream(question('two')))).error).toMatchObject({
      code: 'llm/unreachable',
    })
    expect((await drain(provider('openai', strict).stream(question('one')))).text).toBe('You said: one')
    expect((await drain(provider('openai', strict).stream(question('one')))).error).toBeDefined()
  })
})

describe('parseCassette', () => {
  it('names the line that is none', () => {
    expect(parseCassette('\n')).toEqual([])
    expect(() => parseCassette('\n{"request":{}}')).toThrow('line 2')
    expect(() => parseCassette('{"oops')).toThrow('line 1')
  })
})
