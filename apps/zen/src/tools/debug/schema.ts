import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object(baseInput)

const evidence = z.object({
  supports: z.boolean().describe('false: it speaks against the hypothesis'),
  text: z.string(),
  place: z.string().nullable().describe('file:line, or where it was seen'),
})

export const answer = z.object({
  summary: z.string().describe('what goes wrong, and what is known of it by now'),
  hypotheses: z.array(
    z.object({
      statement: z.string(),
      state: z.enum(['open', 'supported', 'refuted', 'confirmed']),
      evidence: z.array(evidence),
    }),
  ),
  root_cause: z.string().nullable(),
  fix: z.string().nullable(),
  next_checks: z.array(z.string()),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
