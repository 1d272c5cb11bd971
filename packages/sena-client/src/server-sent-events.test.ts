import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverSentEvents } from './server-sent-events.js'

const bodyOf = (...chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })

const collect = async (body: ReadableStream<Uint8Array>) => {
  const events: string[] = []
  for await (const data of serverSentEvents(body)) events.push(data)
  return events
}

describe('serverSentEvents', () => {
  const bytes = new TextEncoder().encode(
    ': hello\n\ndata: {"a":"縁側 🏡"}\n\nevent: x\r\ndata: one\r\ndata: two\r\n\r\ndata: unfinished',
  )
  const expected = ['{"a":"縁側 🏡"}', 'one\ntwo']

  it('gives the same events wherever the body is cut', async () => {
    for (let at = 0; at <= bytes.length; at++) {
      expect(await collect(bodyOf(bytes.slice(0, at), bytes.slice(at)))).toEqual(expected)
    }
  })

  it('carries any text through', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), async (payloads) => {
        const text = payloads.map((payload) => `data: ${payload}\n\n`).join('')
        expect(await collect(bodyOf(new TextEncoder().encode(text)))).toEqual(payloads)
      }),
    )
  })

  it('lets the sender know when nobody listens any more', async () => {
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: tick\n\n')),
      cancel: () => {
        cancelled = true
      },
    })
    for await (const data of serverSentEvents(endless)) {
      expect(data).toBe('tick')
      break
    }
    expect(cancelled).toBe(true)
  })
})
