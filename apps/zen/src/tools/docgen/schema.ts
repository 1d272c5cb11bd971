import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object(baseInput)

export const answer = z.object({
  summary: z.string(),
  items: z.array(
    z.object({
      symbol: z.string(),
      place: z.string().describe('file:line of the symbol'),
      documentation: z.string().describe('the docstring, with its comment signs'),
    }),
  ),
  document: z.string().nullable(),
  faults: z.array(z.string()),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
