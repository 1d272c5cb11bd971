import { nearest, UserError } from '@engawa/core'
import { challengeCard } from './challenge/card.js'
import { chatCard } from './chat/card.js'
import type { ToolCard } from './tool.js'

/** Every tool that zen brings along. Each is loaded when it is used. */
export const toolCards: readonly ToolCard[] = [chatCard, challengeCard]

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
