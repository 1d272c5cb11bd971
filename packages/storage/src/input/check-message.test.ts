import { maxIdLength as coreMaxIdLength, newMessageSchema } from '@engawa/core/schemas'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessage } from './check-message.js'
import { maxIdLength } from './limits.js'

const oddValue = fc.constantFrom<unknown>(
  undefined,
  null,
  0,
  -1,
  1.5,
  Number.NaN,
  '',
  'x',
  'a\u0000',
  '\ud800',
  [],
  {},
  true,
)
const orOdd = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: good }, { weight: 1, arbitrary: oddValue })
const record = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T, required: (keyof T)[] = []) =>
  fc.record(fields, { requiredKeys: required as never[] })

/** Any JSON but `__proto__` as a name, which zod drops and we keep. */
const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'))

const part = record(
  {
    type: orOdd(fc.constantFrom('text', 'image')),
    text: orOdd(fc.string()),
    mediaType: orOdd(fc.constantFrom('image/png', 'image/gif', 'image/bmp')),
    data: orOdd(fc.base64String()),
  },
  ['type', 'text', 'mediaType', 'data'],
)

const message = record(
  {
    id: orOdd(fc.string({ minLength: 1 })),
    role: orOdd(fc.constantFrom('system', 'user', 'assistant', 'tool')),
    content: orOdd(fc.array(orOdd(part), { maxLength: 2 })),
    toolCalls: orOdd(
      fc.array(record({ id: orOdd(fc.string()), name: fc.string(), arguments: orOdd(json) }, ['id', 'name']), {
        maxLength: 2,
      }),
    ),
    replyTo: orOdd(fc.string({ minLength: 1 })),
    model: orOdd(fc.string()),
    usage: orOdd(record({ inputTokens: orOdd(fc.nat()), outputTokens: orOdd(fc.nat()) })),
    status: orOdd(fc.constantFrom('complete', 'partial')),
    metadata: orOdd(
      fc.dictionary(
        fc.string({ unit: 'grapheme-ascii' }).filter((key) => key !== '__proto__'),
        orOdd(json),
      ),
    ),
  },
  ['role', 'content'],
)

/** What is stored is JSON: two values are the same when their JSON is. */
const stored = (value: unknown) => JSON.parse(JSON.stringify(value) ?? 'null')

describe('checkMessage', () => {
  it("lets in what core's schema lets in, and nothing else", () => {
    let letIn = 0
    fc.assert(
      fc.property(message, (given) => {
        const bySchema = newMessageSchema.safeParse(given)
        if (!bySchema.success) {
          expect(() => checkMessage(given, 'message')).toThrow(
            expect.objectContaining({ code: 'storage/invalid-input' }),
          )
          return
        }
        letIn += 1
        expect(stored(checkMessage(given, 'message'))).toEqual(stored(bySchema.data))
      }),
      { numRuns: 2_000 },
    )
    expect(letIn).toBeGreaterThan(50)
  })

  it('has the same longest id', () => {
    expect(maxIdLength).toBe(coreMaxIdLength)
  })
})
