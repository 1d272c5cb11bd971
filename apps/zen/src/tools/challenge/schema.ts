import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object(baseInput)

export const output = z.object({
  claim: z.string().describe('the claim at its strongest'),
  verdict: z.enum(['holds', 'holds-partly', 'fails', 'undecided']),
  for: z.array(z.string()),
  against: z.array(z.string()),
  would_change_it: z.array(z.string()).describe('what evidence would change the verdict'),
  conclusion: z.string(),
  confidence,
})

export type Challenge = z.output<typeof output>
