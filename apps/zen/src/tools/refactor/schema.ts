import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object({
  ...baseInput,
  mode: z.enum(['codesmells', 'decompose', 'modernize', 'organization']).default('codesmells'),
})

export type RefactorInput = z.output<typeof input>

export const answer = z.object({
  summary: z.string(),
  opportunities: z.array(
    z.object({
      title: z.string(),
      worth: z.enum(['high', 'medium', 'low']),
      place: z.string().describe('file:line'),
      problem: z.string(),
      change: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  risks: z.array(z.string()),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
