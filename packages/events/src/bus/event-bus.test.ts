import type { Redacted } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import { milestone } from '../../test/sample-events.js'
import type { EventEnvelope } from '../envelope.js'
import { createEventBus } from './event-bus.js'

const unexpected = (error: unknown) => {
  throw error
}

describe('the event bus', () => {
  it('hands an event to those who asked for it, until they leave', async () => {
    const bus = createEventBus({ onError: unexpected })
    const heard: string[] = []
    const leave = bus.subscribe('perth.#', ({ id }) => void heard.push(`perth ${id}`))
    bus.subscribe('sena.#', ({ id }) => void heard.push(`sena ${id}`))
    const event = await milestone()
    await bus.publish(event)
    leave()
    await bus.publish(event)
    expect(heard).toEqual([`perth ${event.value.id}`])
  })

  it('reports a handler that fails, at once or later, and serves the others', async () => {
    const reported: string[] = []
    const bus = createEventBus({ onError: (error, { pattern }) => void reported.push(`${pattern}: ${error}`) })
    const heard: string[] = []
    bus.subscribe('perth.*.*', () => {
      throw new Error('at once')
    })
    bus.subscribe('#', async () => {
      await Promise.resolve()
      throw new Error('later')
    })
    bus.subscribe('perth.#', ({ id }) => void heard.push(id))
    const event = await milestone()
    await bus.publish(event)
    expect(heard).toEqual([event.value.id])
    expect(reported.sort()).toEqual(['#: Error: later', 'perth.*.*: Error: at once'])
  })

  it('resolves when slow handlers are done', async () => {
    const bus = createEventBus({ onError: unexpected })
    let done = false
    bus.subscribe('#', async () => {
      await new Promise((resolve) => setImmediate(resolve))
      done = true
    })
    await bus.publish(await milestone())
    expect(done).toBe(true)
  })

  it('refuses what has not passed the secret filter', async () => {
    const bus = createEventBus({ onError: unexpected })
    const { value } = await milestone()
    const forced: unknown = { value, findings: [] }
    await expect(bus.publish(forced as Redacted<EventEnvelope>)).rejects.toMatchObject({ code: 'filter/not-redacted' })
  })
})
