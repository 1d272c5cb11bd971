import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object({ ...baseInput, write: z.boolean().default(false) })

export const answer = z.object({
  summary: z.string(),
  framework: z.string(),
  cases: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['ordinary', 'edge', 'error', 'hostile', 'concurrent']),
      why: z.string().describe('what would be broken if it failed'),
    }),
  ),
  files: z.array(z.object({ path: z.string(), content: z.string() })),
  confidence,
})

export const output = answer.extend({
  expert: expertOutput,
  written: z.array(z.string()).describe('paths of files that were written'),
})
