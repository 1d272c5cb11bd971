import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { catalogueDocument } from '../test/catalogue-document.js'
import { createTestClock } from '../test/clock-for-tests.js'
import { samplePayloads } from '../test/sample-payloads.js'
import { catalogue, type EventType } from './catalogue/catalogue.js'
import { checkPayload } from './catalogue/check-payload.js'
import { createEvent } from './create-event.js'

const payload = {
  pane_name: 'backend-dev',
  summary: 'Implemented user authentication',
  entry_type: 'milestone' as const,
  artifacts: ['src/auth.py', 'tests/test_auth.py'],
  source: 'manual' as const,
}

describe('createEvent', () => {
  it('makes the envelope that Perth documents, and names its origin', async () => {
    const event = await createEvent('perth.milestone.recorded', payload, {
      source: 'znav',
      clock: createTestClock(),
      createId: () => 'event-1',
      correlationId: 'work-1',
      causationId: 'event-0',
    })
    expect(event).toEqual({
      id: 'event-1',
      event_type: 'perth.milestone.recorded',
      version: '1.0',
      timestamp: '2026-01-05T10:30:00.000Z',
      source: 'znav',
      correlation_id: 'work-1',
      causation_id: 'event-0',
      payload,
    })
  })

  it.each(Object.keys(samplePayloads) as EventType[])('makes %s of a payload that its schema has', async (type) => {
    const event = await createEvent<EventType>(type, samplePayloads[type], { source: 'test' })
    expect(event).toMatchObject({ event_type: type, payload: samplePayloads[type] })
    await expect(checkPayload(type, { ...samplePayloads[type], unheard_of: 1 })).rejects.toMatchObject({
      code: 'event/bad-payload',
    })
  })

  it('leaves out what it was not told', async () => {
    const event = await createEvent('perth.session.started', { session: 'main' }, { source: 'znav' })
    expect(Object.keys(event).sort()).toEqual(['event_type', 'id', 'payload', 'source', 'timestamp', 'version'])
  })

  it.each([
    ['a field of a wrong type', { ...payload, artifacts: 'src/auth.py' }, 'artifacts'],
    ['a missing field', { summary: 'x' }, 'pane_name'],
    ['an unknown field', { ...payload, password: 'hunter2' }, 'the payload'],
    ['no object at all', 'hunter2', 'the payload'],
  ])('refuses %s without quoting it', async (_, wrong, place) => {
    const failure = checkPayload('perth.milestone.recorded', wrong)
    await expect(failure).rejects.toMatchObject({ code: 'event/bad-payload' })
    await expect(failure).rejects.toThrow(place)
    await expect(failure).rejects.not.toThrow('hunter2')
  })

  it.each(['perth.milestone.forgotten', 'toString', '__proto__'])('refuses the type %s', async (type) => {
    const misspelt: string = type
    await expect(checkPayload(misspelt as 'perth.milestone.recorded', payload)).rejects.toMatchObject({
      code: 'event/unknown-type',
    })
  })
})

describe('the catalogue', () => {
  it('is what docs/catalogue.md says; after a change: pnpm --filter @engawa/events test -u', async () => {
    const file = fileURLToPath(new URL('../docs/catalogue.md', import.meta.url))
    await expect(await catalogueDocument()).toMatchFileSnapshot(file)
  })

  it('names every event as a topic of its system, with a version', () => {
    for (const [type, { version }] of Object.entries(catalogue)) {
      expect(type).toMatch(/^(perth|sena|engawa)(\.[a-z]+){2}$/)
      expect(version).toMatch(/^\d+\.\d+$/)
    }
  })
})
