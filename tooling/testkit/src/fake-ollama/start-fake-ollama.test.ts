import { request } from 'node:http'
import { Ollama } from 'ollama'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeOllama, startFakeOllama } from './start-fake-ollama.js'

/** The fake is held to what the official client understands. */
describe('the fake Ollama, by the official client', () => {
  let fake: FakeOllama
  let client: Ollama

  beforeEach(async () => {
    fake = await startFakeOllama()
    client = new Ollama({ host: fake.url })
  })
  afterEach(() => fake.close())

  const ask = (content: string, model = 'llama3.2') =>
    client.chat({ model, messages: [{ role: 'user', content }], stream: true })

  async function textOf(stream: AsyncIterable<{ message: { content: string } }>): Promise<string> {
    let text = ''
    for await (const { message } of stream) text += message.content
    return text
  }

  it('streams an echo of what arrived and records it', async () => {
    expect(await textOf(await ask('ohayō 雨'))).toBe('You said: ohayō 雨')
    expect(fake.modelRequests).toHaveLength(1)
    expect(fake.modelRequests[0]?.body).toMatchObject({ model: 'llama3.2', messages: [{ content: 'ohayō 雨' }] })
  })

  it('answers without streaming, with usage', async () => {
    const answer = await client.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'one two' }] })
    expect(answer).toMatchObject({ message: { content: 'You said: one two' }, done: true, done_reason: 'stop' })
    expect(answer.prompt_eval_count).toBeGreaterThan(0)
    const generated = await client.generate({ model: 'llama3.2', prompt: 'three' })
    expect(generated.response).toBe('You said: three')
  })

  it('lists, shows and embeds', async () => {
    expect((await client.version()).version).toMatch(/^\d+\./)
    expect((await client.list()).models.map(({ name }) => name)).toContain('llama3.2:latest')
    expect((await client.show({ model: 'llama3.2' })).capabilities).toContain('tools')
    const { embeddings } = await client.embed({ model: 'nomic-embed-text', input: ['a b', 'c'] })
    expect(embeddings.map((vector) => vector.length)).toEqual([256, 256])
    expect((await client.ps()).models.map(({ name }) => name)).toEqual(['nomic-embed-text:latest'])
  })

  it('pulls with progress, after which the model is there', async () => {
    const seen: string[] = []
    for await (const step of await client.pull({ model: 'phi4', stream: true })) seen.push(step.status)
    expect(seen).toEqual(expect.arrayContaining(['pulling manifest', 'success']))
    expect(await textOf(await ask('hello', 'phi4'))).toBe('You said: hello')
  })

  it('sends tool calls and thinking where the model can, and refuses where it cannot', async () => {
    fake.replyWith(() => ({
      thinking: 'a clock',
      text: 'ok',
      toolCalls: [{ name: 'now', arguments: { zone: 'UTC' } }],
    }))
    const tools = [{ type: 'function', function: { name: 'now', description: 'the time', parameters: {} } }]
    const { message } = await client.chat({ model: 'qwen3', messages: [], tools, think: true })
    expect(message).toMatchObject({ thinking: 'a clock', tool_calls: [{ function: { name: 'now' } }] })
    await expect(client.chat({ model: 'gemma2:2b', messages: [], tools })).rejects.toThrow('does not support tools')
    await expect(client.chat({ model: 'gemma2:2b', messages: [], think: true })).rejects.toThrow('thinking')
    await expect(ask('x', 'nomic-embed-text')).rejects.toThrow('does not support chat')
    await expect(ask('x', 'nothing')).rejects.toThrow("model 'nothing' not found")
  })

  it('keeps text whole when cut inside UTF-8 and inside lines', async () => {
    fake.next({ pieceBytes: 1 })
    expect(await textOf(await ask('ツ 🏯 é'))).toBe('You said: ツ 🏯 é')
  })

  it('goes wrong as told, once', async () => {
    fake.next({ errorAfter: { frames: 1, error: 'runner crashed' } }, { endAfter: 1 }, { cutAfter: 2 })
    await expect(ask('a').then(textOf)).rejects.toThrow('runner crashed')
    await expect(ask('a').then(textOf)).rejects.toThrow('Did not receive done')
    await expect(ask('a').then(textOf)).rejects.toThrow('terminated')
    fake.next({ status: { code: 500, error: 'out of memory', retryAfter: 1 } })
    await expect(ask('a')).rejects.toMatchObject({ status_code: 500, message: 'out of memory' })
    expect(await textOf(await ask('a'))).toBe('You said: a')
  })

  it('tells a client that hung up from an answer that was sent', async () => {
    await textOf(await ask('whole'))
    await expect(fake.modelRequests[0]?.ended).resolves.toBe('finished')
    fake.next({ silentAfter: 1 })
    const hanging = request(`${fake.url}/api/chat`, { method: 'POST' })
    hanging.on('error', () => undefined)
    hanging.end(JSON.stringify({ model: 'llama3.2', messages: [] }))
    await new Promise((resolve) => hanging.once('response', (response) => response.once('data', resolve)))
    hanging.destroy()
    await expect(fake.modelRequests[1]?.ended).resolves.toBe('client-gone')
  })
})
