import { bullets, page, section } from '../engine/markdown.js'
import type { Heard } from './heard.js'
import type { Synthesis } from './schema.js'

export const consensusMarkdown = (made: Synthesis, heard: readonly Heard[]): string =>
  page(
    `# Consensus (confidence: ${made.confidence})`,
    made.recommendation,
    `First: ${made.first_step}`,
    section('Conditions', bullets(made.conditions)),
    section('They agree', bullets(made.agreement)),
    section('They disagree', bullets(made.disagreement.map(({ about, views }) => `${about}: ${views}`))),
    ...heard.map(viewMarkdown),
  )

function viewMarkdown({ letter, model, stance, view, error }: Heard): string {
  if (view === null) return page(`## ${model} (${stance}) did not answer`, error?.message ?? '')
  return page(
    `## ${letter}: ${model} (${stance}): ${view.position}, confidence ${view.confidence}`,
    view.summary,
    bullets([...view.arguments, ...view.risks.map((risk) => `Risk: ${risk}`)]),
  )
}
