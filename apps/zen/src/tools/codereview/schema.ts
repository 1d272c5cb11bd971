import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'
import { finding } from '../findings/finding.js'
import { severities } from '../findings/severity.js'

export const input = z.object({
  ...baseInput,
  mode: z.enum(['full', 'security', 'performance', 'quick']).default('full'),
  range: z.string().optional().describe('commits as git diff takes them: main..HEAD'),
  fail_on: z.enum(severities).optional(),
})

export type CodereviewInput = z.output<typeof input>

export const answer = z.object({ summary: z.string(), findings: z.array(finding), confidence })

export const output = answer.extend({ expert: expertOutput })
