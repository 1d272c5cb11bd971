import * as z from 'zod'
import { confidence } from '../engine/confidence.js'
import { expertOutput } from '../engine/expert.js'
import { baseInput } from '../engine/read-input.js'
import { finding } from '../findings/finding.js'
import { severities } from '../findings/severity.js'

export const input = z.object({
  ...baseInput,
  mode: z.enum(['comprehensive', 'owasp', 'infrastructure', 'dependencies', 'compliance']).default('comprehensive'),
  range: z.string().optional().describe('commits as git diff takes them: main..HEAD'),
  fail_on: z.enum(severities).optional(),
})

export type SecauditInput = z.output<typeof input>

export const answer = z.object({
  summary: z.string(),
  attack_surface: z.array(z.string()).describe('where somebody from outside reaches this code'),
  findings: z.array(finding.extend({ cwe: z.string().nullable() })),
  confidence,
})

export const output = answer.extend({ expert: expertOutput })
