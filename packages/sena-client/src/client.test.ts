import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChatStreamEvent } from './api/types.js'
import { createSenaClient } from './client.js'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('createSenaClient', () => {
  it('encodes what a person typed into the address', async () => {
    let asked: string | undefined
    const baseUrl = await serve((request, response) => {
      asked = request.url
      response.setHeader('content-type', 'application/json').end('{"messages":[],"next_cursor":null}')
    })
    await createSenaClient({ baseUrl }).sessions.messages('a/b?c é', { limit: 2 })
    expect(asked).toBe('/api/v1/sessions/a%2Fb%3Fc%20%C3%A9/messages?limit=2')
  })

  it('turns a problem into an error that keeps its code and hint', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json' })
      response.end(
        JSON.stringify({ title: 'Bad', detail: 'message must not be empty', code: 'user', hint: 'Type something.' }),
      )
    })
    await expect(createSenaClient({ baseUrl }).chat.send({ message: '' })).rejects.toMatchObject({
      message: 'message must not be empty',
      code: 'user',
      hint: 'Type something.',
      status: 422,
    })
  })

  it('survives an answer that is no problem at all', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' })
      response.end('<h1>Bad gateway</h1>')
    })
    await expect(createSenaClient({ baseUrl }).health()).rejects.toMatchObject({ code: 'http/502', recoverable: true })
  })

  it('says how to start Sena when nobody answers', async () => {
    const baseUrl = await serve(() => {})
    await stops.pop()?.()
    await expect(createSenaClient({ baseUrl }).health()).rejects.toMatchObject({
      code: 'sena/unreachable',
      hint: expect.stringContaining('sena'),
    })
  })

  it('says so when the connection breaks in the middle of an answer', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {"type":"delta","turn_id":"t","text":"Hel"}\n\n')
      setTimeout(() => response.destroy(), 20)
    })
    const read = async () => {
      for await (const event of createSenaClient({ baseUrl }).chat.stream({ message: 'hi' })) {
        expect(event).toMatchObject({ text: 'Hel' })
      }
    }
    await expect(read()).rejects.toMatchObject({ code: 'sena/cut-off' })
  })

  it('streams an answer, and says so when it was cut off', async () => {
    const events: ChatStreamEvent[] = [
      { type: 'accepted', session_id: 's', turn_id: 't', message_id: 'm' },
      { type: 'delta', turn_id: 't', text: 'Hel' },
    ]
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
    })
    const seen: ChatStreamEvent[] = []
    const read = async () => {
      for await (const event of createSenaClient({ baseUrl }).chat.stream({ message: 'hi' })) seen.push(event)
    }
    await expect(read()).rejects.toMatchObject({ code: 'sena/cut-off' })
    expect(seen).toEqual(events)
  })
})
