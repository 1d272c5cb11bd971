import { nearest, UserError } from '@engawa/core'
import { analyzeCard } from './analyze/card.js'
import { apilookupCard } from './apilookup/card.js'
import { challengeCard } from './challenge/card.js'
import { chatCard } from './chat/card.js'
import { codereviewCard } from './codereview/card.js'
import { consensusCard } from './consensus/card.js'
import { debugCard } from './debug/card.js'
import { docgenCard } from './docgen/card.js'
import { plannerCard } from './planner/card.js'
import { precommitCard } from './precommit/card.js'
import { refactorCard } from './refactor/card.js'
import { secauditCard } from './secaudit/card.js'
import { testgenCard } from './testgen/card.js'
import { thinkdeepCard } from './thinkdeep/card.js'
import type { ToolCard } from './tool.js'
import { tracerCard } from './tracer/card.js'

/** Every tool that zen brings along. Each is loaded when it is used. */
export const toolCards: readonly ToolCard[] = [
  chatCard,
  thinkdeepCard,
  plannerCard,
  consensusCard,
  codereviewCard,
  precommitCard,
  debugCard,
  analyzeCard,
  refactorCard,
  testgenCard,
  secauditCard,
  docgenCard,
  tracerCard,
  challengeCard,
  apilookupCard,
]

/** @throws UserError `zen/unknown-tool` with the name that comes close */
export function findCard(name: string): ToolCard {
  const card = toolCards.find((candidate) => candidate.name === name)
  if (card !== undefined) return card
  const names = toolCards.map((candidate) => candidate.name)
  const close = nearest(name, names)
  throw new UserError(`there is no tool called ${name}`, {
    code: 'zen/unknown-tool',
    hint: close === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${close}?`,
  })
}
