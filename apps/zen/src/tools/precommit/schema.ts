import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'
import { finding } from '../findings/finding.js'
import { severities } from '../findings/severity.js'

export const input = z.object({
  ...baseInput,
  staged: z.boolean().default(false),
  unstaged: z.boolean().default(false),
  compare: z.string().optional().describe('a commit or branch: all that changed since'),
  fail_on: z.enum(severities).optional(),
})

export type PrecommitInput = z.output<typeof input>

export const answer = z.object({
  ready: z.boolean().describe('whether it may be committed as it is'),
  summary: z.string().describe('what the change does'),
  commit_message: z.string(),
  findings: z.array(finding),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
