import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { milestone } from '../test/sample-events.js'
import type { EventEnvelope } from './envelope.js'
import { decodeEvent, encodeEvent } from './wire-format.js'

describe('events on the wire', () => {
  it('are CloudEvents when asked for', async () => {
    const { value } = await milestone()
    const event = { ...value, correlation_id: 'work-1', causation_id: 'event-0' }
    expect(JSON.parse(Buffer.from(encodeEvent(event, 'cloudevents')).toString())).toEqual({
      specversion: '1.0',
      id: event.id,
      type: 'perth.milestone.recorded',
      source: 'znav',
      time: event.timestamp,
      datacontenttype: 'application/json',
      eventversion: '1.0',
      correlationid: 'work-1',
      causationid: 'event-0',
      data: event.payload,
    })
  })

  it('come back as they were, in both formats', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' })
    const envelope = fc.record(
      {
        id: text,
        event_type: text,
        version: text,
        timestamp: text,
        source: text,
        correlation_id: text,
        causation_id: text,
        payload: fc.dictionary(text, fc.jsonValue({ noUnicodeString: false })),
      },
      { requiredKeys: ['id', 'event_type', 'version', 'timestamp', 'source', 'payload'] },
    )
    fc.assert(
      fc.property(envelope, fc.constantFrom('engawa' as const, 'cloudevents' as const), (event, format) => {
        const wire = JSON.parse(JSON.stringify(event)) as EventEnvelope
        expect(decodeEvent(encodeEvent(wire, format))).toEqual(wire)
      }),
    )
  })

  it.each([
    ['no JSON', 'hunter2 {'],
    ['a list', '["hunter2"]'],
    ['null', 'null'],
    ['no id', '{"event_type":"a","version":"1","timestamp":"t","source":"hunter2","payload":{}}'],
    ['a number as id', '{"id":1,"event_type":"a","version":"1","timestamp":"t","source":"hunter2","payload":{}}'],
    [
      'a payload that is no object',
      '{"id":"1","event_type":"a","version":"1","timestamp":"t","source":"s","payload":["hunter2"]}',
    ],
    ['a CloudEvent without type', '{"specversion":"1.0","id":"1","source":"s","time":"t","data":{"a":"hunter2"}}'],
  ])('are refused when they are %s, and not quoted', (_, body) => {
    expect(() => decodeEvent(body)).toThrow(expect.objectContaining({ code: 'event/malformed' }))
    expect(() => decodeEvent(body)).not.toThrow(/hunter2/)
  })
})
