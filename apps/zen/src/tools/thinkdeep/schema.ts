import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object(baseInput)

export const answer = z.object({
  thinking: z.string().describe('the argument, step by step'),
  assumptions: z.array(z.string()),
  alternatives: z.array(z.object({ name: z.string(), for: z.array(z.string()), against: z.array(z.string()) })),
  risks: z.array(z.string()),
  conclusion: z.string(),
  open_questions: z.array(z.string()).describe('what to find out next'),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
