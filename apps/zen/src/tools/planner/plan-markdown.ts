import { bullets, page, section } from '../engine/markdown.js'
import type { Branch, Branches } from './branches.js'
import type { PlannerAnswer } from './schema.js'

export const planMarkdown = (
  { name, steps }: Branch,
  branches: Branches,
  { summary, risks, open_questions, confidence }: PlannerAnswer,
): string =>
  page(
    `# Plan${branches.size > 1 ? `, branch ${name}` : ''} (confidence: ${confidence})`,
    summary,
    ...steps.map(({ title, detail, done_when, depends_on, effort }, at) =>
      page(
        `## ${at + 1}. ${title} (${effort})`,
        detail,
        `Done when: ${done_when}`,
        depends_on.length === 0 ? '' : `After: ${depends_on.join(', ')}`,
      ),
    ),
    section('Risks', bullets(risks)),
    section('Open questions', bullets(open_questions)),
    branches.size > 1 ? section('Branches', bullets([...branches.values()].map(branchLine))) : '',
  )

const branchLine = ({ name, from, steps }: Branch): string =>
  `${name}: ${steps.length} steps${from === null ? '' : `, from step ${from.step} of ${from.branch}`}`
