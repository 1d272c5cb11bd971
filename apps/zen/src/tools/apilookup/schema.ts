import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object({
  ...baseInput,
  package: z.string().optional().describe('an npm package that is installed in the project'),
})

export const output = z.object({
  answer: z.string(),
  signatures: z.array(z.object({ name: z.string(), signature: z.string(), note: z.string() })),
  example: z.string().nullable(),
  version: z.string().nullable().describe('which version this holds for'),
  sources: z.array(z.string()).describe('file:line or address'),
  caveats: z.array(z.string()),
  confidence,
})
