import type { ServerMessage } from '@engawa/sena-client'
import { type FakeOllama, startFakeOllama, waitUntil } from '@engawa/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { follow } from './follow.js'
import { createSenaHome, type SenaHome, type SenaProcess } from './sena-process.js'

const answerText = 'one two three four five six seven eight nine ten'

let home: SenaHome
let ollama: FakeOllama
beforeEach(async () => {
  home = await createSenaHome()
  ollama = await startFakeOllama({ reply: () => ({ text: answerText }) })
})
afterEach(async () => {
  await home.remove()
  await ollama.close()
})

/** Ask, and hand back what had arrived once the model has begun and then says nothing more. */
async function askAndHang(sena: SenaProcess, message: string, sessionId: string): Promise<string> {
  ollama.next({ silentAfter: 3 })
  let text = ''
  const turn = (async () => {
    for await (const event of sena.client.chat.stream({ message, session_id: sessionId })) {
      if (event.type === 'delta') text += event.text
    }
  })()
  // It ends with the server's own end.
  turn.catch(() => undefined)
  await waitUntil('the model hangs in mid-answer', () => text === 'one two three')
  return text
}

test('a kill in the middle of a turn loses nothing acknowledged; the turn is marked', async () => {
  const first = await home.start({ ollama: ollama.url })
  const before = await first.client.chat.send({ message: 'My bike is green.', session_id: 's' })
  const seen = await askAndHang(first, 'The green bikes stand in the shed by the river.', 's')
  await first.process.kill()

  const sena = await home.start({ ollama: ollama.url })
  const { messages } = await sena.client.sessions.messages('s')
  expect(messages.map(({ role, content, status }) => ({ role, content, status }))).toMatchObject([
    { role: 'user', content: 'My bike is green.', status: 'complete' },
    { role: 'assistant', content: before.response, status: 'complete' },
    { role: 'user', content: 'The green bikes stand in the shed by the river.', status: 'interrupted' },
    { role: 'assistant', status: 'interrupted' },
  ])
  const kept = messages[3]?.content ?? ''
  expect(kept).not.toBe('')
  expect(seen.startsWith(kept)).toBe(true)
  const [interrupted] = (await sena.client.traces.list()).traces
  expect(interrupted).toMatchObject({ status: 'interrupted', duration_ms: null })
  expect(interrupted?.stages.map(({ stage }) => stage)).toEqual([
    'intent_classification',
    'memory_retrieval',
    'extension_check',
  ])
  // The conversation goes on as if nothing had happened, and what was said is remembered.
  expect((await sena.client.chat.send({ message: 'And red ones?', session_id: 's' })).status).toBe('complete')
  const { results } = await sena.client.memory.search('green bikes')
  expect(results.map(({ content }) => content)).toContain('The green bikes stand in the shed by the river.')
})

test('a kill before the first word leaves the question, and no empty answer', async () => {
  const first = await home.start({ ollama: ollama.url })
  ollama.next({ firstByteDelayMs: 60_000 })
  const events = first.client.chat.stream({ message: 'Tell me of bikes.', session_id: 's' })
  expect((await events.next()).value).toMatchObject({ type: 'accepted' })
  await first.process.kill()

  const sena = await home.start({ ollama: ollama.url })
  const { messages } = await sena.client.sessions.messages('s')
  expect(messages).toMatchObject([{ role: 'user', content: 'Tell me of bikes.', status: 'interrupted' }])
})

test('many kills: every acknowledged message is there, once, in order', async () => {
  const acknowledged: string[] = []
  for (let round = 0; round < 4; round++) {
    const sena = await home.start()
    const kill = sena.process
    const asking = (async () => {
      for (let n = 0; ; n++) {
        const message = `Note ${round}.${n}`
        await sena.client.chat.send({ message, session_id: 's' })
        acknowledged.push(message)
        if (n === 3 + round) void kill.kill()
      }
    })()
    await asking.catch(() => undefined)
    await kill.kill()
  }

  const sena = await home.start()
  const { messages } = await sena.client.sessions.messages('s', { limit: 500 })
  const questions = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  expect(questions.filter((content) => acknowledged.includes(content))).toEqual(acknowledged)
  expect(new Set(questions).size).toBe(questions.length)
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
  expect(messages.some(({ status }) => status === 'running')).toBe(false)
})

test('an answer that is cut in mid-stream is kept as partial, and the error is in the trace', async () => {
  const sena = await home.start({ ollama: ollama.url })
  ollama.next({ cutAfter: 4 })
  const answer = await sena.client.chat.send({ message: 'Tell me of bikes.' })

  expect(answer).toMatchObject({ status: 'partial', response: 'one two three four' })
  const { messages } = await sena.client.sessions.messages(answer.session_id)
  expect(messages[1]).toMatchObject({ role: 'assistant', content: 'one two three four', status: 'partial' })
  const trace = await sena.client.traces.get(answer.turn_id)
  expect(trace.stages.find(({ stage }) => stage === 'llm_processing')).toMatchObject({ state: 'failed' })
  expect((await sena.client.telemetry.errors()).errors).toMatchObject([{ count: 1 }])
  expect((await sena.client.debug.logs()).logs.map(({ level }) => level)).toContain('error')
})

test('a model that fails before its first word gives way to an honest answer', async () => {
  const sena = await home.start({ ollama: ollama.url })
  ollama.always({ status: { code: 500, error: 'model requires more system memory than is available' } })
  const answer = await sena.client.chat.send({ message: 'Tell me of bikes.' })

  expect(answer).toMatchObject({ status: 'complete', metadata: { model_used: null } })
  expect(answer.response).toMatch(/No model answered this .*failed/)
  const trace = await sena.client.traces.get(answer.turn_id)
  expect(trace.stages.find(({ stage }) => stage === 'llm_processing')).toMatchObject({ state: 'failed' })
})

test('a turn can be cancelled; what had arrived is kept', async () => {
  const sena = await home.start({ ollama: ollama.url })
  ollama.next({ silentAfter: 3 })
  let text = ''
  let result: string | undefined
  for await (const event of sena.client.chat.stream({ message: 'Tell me of bikes.', session_id: 's' })) {
    if (event.type === 'delta') text += event.text
    if (event.type === 'delta' && text === 'one two three') {
      expect(await sena.client.chat.cancel(event.turn_id)).toMatchObject({ cancelled: true })
    }
    if (event.type === 'done') result = event.result.status
  }
  expect(result).toBe('cancelled')
  const { messages } = await sena.client.sessions.messages('s')
  expect(messages[1]).toMatchObject({ content: 'one two three', status: 'cancelled' })
  expect(await sena.client.chat.cancel('nobody')).toMatchObject({ cancelled: false })
})

test('who leaves in the middle of an answer finds it in the conversation', async () => {
  const sena = await home.start({ ollama: ollama.url })
  ollama.next({ frameDelayMs: 20 })
  for await (const event of sena.client.chat.stream({ message: 'Tell me of bikes.', session_id: 's' })) {
    if (event.type === 'delta') break
  }
  const answers = async () =>
    (await sena.client.sessions.messages('s')).messages.filter(({ role }) => role === 'assistant')
  await waitUntil('the answer is stored', async () => (await answers()).length > 0)
  expect(await answers()).toMatchObject([{ content: answerText, status: 'complete' }])
})

test('stopping lets a running answer finish, and tells the followers', async () => {
  const sena = await home.start({ ollama: ollama.url })
  const socket = new WebSocket(`${sena.url.replace('http', 'ws')}/ws/stream`)
  const heard: ServerMessage[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  ollama.next({ frameDelayMs: 60 })
  const live = await follow(sena)
  const answer = sena.client.chat.send({ message: 'Tell me of bikes.', session_id: 's' })
  await live.until(
    'the model is asked',
    (update) => update.type === 'processing_update' && update.data.stage === 'llm_processing',
  )
  const stopped = sena.process.stop()

  expect(await answer).toMatchObject({ response: answerText, status: 'complete' })
  await live.until('the turn has ended', ({ type }) => type === 'turn_finished')
  live.close()
  await stopped
  expect(heard).toEqual([expect.objectContaining({ type: 'closing', reason: 'shutdown' })])
})

test('stopping does not wait for ever: what has arrived is kept as cancelled', async () => {
  const first = await home.start({ ollama: ollama.url })
  await askAndHang(first, 'Tell me of bikes.', 's')
  const { code, stdout } = await home.command('stop')
  expect(code).toBe(0)
  expect(stdout).toContain('has stopped')

  const sena = await home.start({ ollama: ollama.url })
  const { messages } = await sena.client.sessions.messages('s')
  expect(messages[1]).toMatchObject({ content: 'one two three', status: 'cancelled' })
})
