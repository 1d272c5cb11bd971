import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object({
  ...baseInput,
  mode: z.enum(['precision', 'dependencies']).default('precision'),
  symbol: z.string().optional().describe('a name to look up in the repository'),
})

export type TracerInput = z.output<typeof input>

const edge = z.object({
  name: z.string(),
  place: z.string().describe('file:line'),
  how: z.string().describe('calls, imports, extends, reads …'),
})

export const answer = z.object({
  target: z.string(),
  summary: z.string(),
  steps: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      place: z.string().describe('file:line'),
      condition: z.string().nullable(),
      effects: z.array(z.string()),
    }),
  ),
  uses: z.array(edge),
  used_by: z.array(edge),
  unseen: z.array(z.string()).describe('where it goes on into code that was not shown'),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
