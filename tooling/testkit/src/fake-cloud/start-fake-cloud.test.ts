import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeCloud, startFakeCloud } from './start-fake-cloud.js'

describe('the fake cloud', () => {
  let fake: FakeCloud
  beforeAll(async () => {
    fake = await startFakeCloud()
  })
  afterAll(() => fake.close())

  const post = (url: string, body: object) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const messages = [{ role: 'user', content: 'hello 雨' }]

  it('records what arrived as it arrived', async () => {
    const body = { model: 'm', max_tokens: 5, system: 'be brief', messages, metadata: { user_id: 'u' } }
    await (await post(`${fake.url}/v1/messages`, body)).text()
    expect(fake.modelRequests.at(-1)?.bodyText).toBe(JSON.stringify(body))
  })

  it.each(['openaiUrl', 'geminiUrl'] as const)('answers at %s', async (at) => {
    const answer = await (await post(`${fake[at]}/chat/completions`, { model: 'm', messages })).json()
    expect(answer).toMatchObject({ choices: [{ message: { content: 'You said: hello 雨' }, finish_reason: 'stop' }] })
  })

  it('goes wrong as told, once, in the shape of the company', async () => {
    const status = { code: 429, error: 'slow down', retryAfter: 3 }
    fake.next({ status }, { status }, { endAfter: 2 })
    const openai = await post(`${fake.openaiUrl}/chat/completions`, { model: 'm', messages })
    expect([openai.status, openai.headers.get('retry-after')]).toEqual([429, '3'])
    expect(await openai.json()).toMatchObject({ error: { message: 'slow down', type: 'rate_limit_error' } })
    const anthropic = await post(`${fake.url}/v1/messages`, { model: 'm', messages, max_tokens: 5 })
    expect(await anthropic.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } })
    const stream = { model: 'm', messages, stream: true }
    const short = await (await post(`${fake.openaiUrl}/chat/completions`, stream)).text()
    expect(short.match(/^data: /gm)).toHaveLength(2)
    const whole = await (await post(`${fake.openaiUrl}/chat/completions`, stream)).text()
    expect(whole).toContain('data: [DONE]')
  })
})
