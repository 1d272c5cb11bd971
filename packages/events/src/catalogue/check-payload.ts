import { EventError } from '@engawa/core'
import { catalogue, type EventPayloads, type EventType, isEventType } from './catalogue.js'

/**
 * Hold a payload against the catalogue.
 *
 * @throws EventError `event/unknown-type` or `event/bad-payload`, which names the fields and never their values
 */
export async function checkPayload<T extends EventType>(type: T, payload: unknown): Promise<EventPayloads[T]> {
  if (!isEventType(type)) {
    throw new EventError(`There is no event type ${String(type)}.`, {
      code: 'event/unknown-type',
      hint: `Known are ${Object.keys(catalogue).join(', ')}.`,
    })
  }
  const schema = await catalogue[type].schema()
  const result = schema.safeParse(payload)
  if (result.success) return result.data as EventPayloads[T]
  const places = result.error.issues.map(({ path, code }) => `${path.join('.') || 'the payload'} (${code})`)
  throw new EventError(`The payload of ${type} is not as the catalogue has it: ${places.join(', ')}.`, {
    code: 'event/bad-payload',
    hint: `See ${type} ${catalogue[type].version} in the event catalogue.`,
  })
}
