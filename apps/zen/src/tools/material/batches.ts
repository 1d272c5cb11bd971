import { UserError } from '@engawa/core'
import { estimateTokens } from '@engawa/llm-providers'
import type { Piece } from './piece.js'

/** What a fence and a name around a piece cost. */
const around = 24

/**
 * Divide pieces among as few questions as hold them, in order: what is too much for one request goes in several, whole
 * file by whole file, rather than cut.
 *
 * @param room tokens of one question
 * @throws UserError `zen/too-long` naming the file that no question holds
 */
export function batches(pieces: readonly Piece[], room: number): readonly (readonly Piece[])[] {
  const made: Piece[][] = []
  let current: Piece[] = []
  let used = 0
  for (const piece of pieces) {
    const tokens = estimateTokens(piece.text) + estimateTokens(piece.name) + around
    if (tokens > room) throw tooLong(piece.name, tokens, room)
    if (used + tokens > room) {
      made.push(current)
      current = []
      used = 0
    }
    current.push(piece)
    used += tokens
  }
  return [...made, current]
}

const tooLong = (name: string, tokens: number, room: number) =>
  new UserError(`${name} is about ${tokens} tokens long, and a question to this model holds ${room}`, {
    code: 'zen/too-long',
    hint: 'Choose a model with a larger window: zen models. For a local one: zen config set models.context_window 65536',
  })
