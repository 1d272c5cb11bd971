import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object({
  ...baseInput,
  mode: z.enum(['general', 'architecture', 'performance', 'security', 'quality']).default('general'),
})

export type AnalyzeInput = z.output<typeof input>

export const answer = z.object({
  overview: z.string(),
  strengths: z.array(z.string()),
  insights: z.array(
    z.object({
      title: z.string(),
      significance: z.enum(['high', 'medium', 'low']),
      places: z.array(z.string()).describe('file:line'),
      explanation: z.string(),
      recommendation: z.string().nullable(),
    }),
  ),
  open_questions: z.array(z.string()),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
