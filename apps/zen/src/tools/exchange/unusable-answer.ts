import { LlmError } from '@engawa/core'
import type { Answer } from '../../ask/ask.js'

interface Place {
  /** What a person calls the session. */
  readonly session: string
  readonly kept: boolean
}

const whereItIs = ({ session, kept }: Place) => (kept ? `What it said is kept: zen session show ${session}. ` : '')

/** A model answered, and twice not what was asked for. */
export const unusableAnswer = (answer: Answer, problems: readonly string[], place: Place): LlmError =>
  new LlmError(`the answer of ${answer.model} is not what was asked for: ${problems[0] ?? 'it is empty'}`, {
    code: 'zen/unusable-answer',
    hint: `${whereItIs(place)}Try again, or another model: -m MODEL`,
    recoverable: true,
    details: { session: place.session, answer_id: answer.message.id, problems: [...problems] },
  })

/** Half of a JSON object is no answer, and asking for it again would end at the same place. */
export const cutAnswer = (answer: Answer, place: Place): LlmError =>
  new LlmError(`the answer of ${answer.model} was cut off at its longest length`, {
    code: 'zen/answer-cut',
    hint: `${whereItIs(place)}Allow a longer one with --max-tokens, or ask about less.`,
    recoverable: true,
    details: { session: place.session, answer_id: answer.message.id },
  })
