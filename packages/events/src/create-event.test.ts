import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createTestClock } from '../test/clock-for-tests.js'
import { catalogue } from './catalogue/catalogue.js'
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
  it('has a line in the README for each event', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const lines = readme.split('\n').map((line) => line.replaceAll(/\s+/g, ' '))
    for (const [type, { version, summary }] of Object.entries(catalogue)) {
      expect(lines).toContain(`| \`${type}\` | ${version} | ${summary} |`)
    }
  })
})
