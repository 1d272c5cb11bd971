import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'

export const input = z.object({
  ...baseInput,
  branch: z.string().min(1).optional().describe('a branch of the plan, new or not'),
  from: z.int().min(0).optional().describe('a new branch leaves after this step'),
  revise: z.int().min(1).optional().describe('plan anew from this step on'),
})

export type PlannerInput = z.output<typeof input>

const step = z.object({
  title: z.string(),
  detail: z.string(),
  done_when: z.string(),
  depends_on: z.array(z.int()).describe('numbers of steps'),
  effort: z.enum(['small', 'medium', 'large']),
})

export type PlanStep = z.output<typeof step>

export const answer = z.object({
  summary: z.string(),
  steps: z.array(step),
  risks: z.array(z.string()),
  open_questions: z.array(z.string()),
  confidence,
})

export type PlannerAnswer = z.output<typeof answer>

export const output = z.object({
  branch: z.string(),
  summary: z.string(),
  plan: z.array(step.extend({ number: z.int() })),
  /** All branches there are. */
  branches: z.array(
    z.object({
      name: z.string(),
      /** Where it left another. */
      from: z.object({ branch: z.string(), step: z.int() }).nullable(),
      steps: z.int(),
    }),
  ),
  risks: z.array(z.string()),
  open_questions: z.array(z.string()),
  confidence,
  expert: expertOutput,
})
