import type { JsonObject } from '@engawa/core'
import * as z from 'zod'

/** What some providers refuse in a schema. The answer is held to it here, whoever gave it. */
const refused = ['default', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'format']

/** What a model is told of the answer's form: every field is there, none besides. */
export function wireSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...wire } = z.toJSONSchema(schema, {
    io: 'output',
    override: ({ jsonSchema }) => {
      for (const keyword of refused) delete (jsonSchema as Record<string, unknown>)[keyword]
    },
  })
  return wire as JsonObject
}
