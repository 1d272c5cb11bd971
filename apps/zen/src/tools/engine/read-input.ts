import { UserError } from '@engawa/core'
import * as z from 'zod'

/** What every tool takes. */
export const baseInput = {
  request: z.string().default('').describe('what is asked, in words'),
  files: z.array(z.string()).default([]).describe('paths of files that go with it'),
  piped: z.string().default('').describe('text that was piped in'),
}

/** @throws UserError `zen/tool-input` naming each field, what was found and what is expected */
export function readInput<Schema extends z.ZodType>(tool: string, schema: Schema, given: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(given)
  if (success) return data
  const wrong = error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
  throw new UserError(`${tool} can't work with that: ${wrong.join('; ')}`, {
    code: 'zen/tool-input',
    hint: `See what it takes: zen ${tool} --help`,
  })
}
