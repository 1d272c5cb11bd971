import { type CommandContext, neutralise } from '@engawa/cli-kit'
import { exitCodes, type JsonValue, LlmError, textContent, type Usage } from '@engawa/core'
import { costOf, findEntry } from '@engawa/llm-providers'
import { type AnswerSchema, repairQuestion } from './answer-schema.js'
import type { OpenSession } from './open-session.js'
import { planQuestion } from './plan-question.js'
import type { PreparedTurn } from './prepare-turn.js'
import { type Turn, type TurnLimits, takeTurn } from './take-turn.js'

export interface SchemaTurn extends Turn {
  readonly value: JsonValue
}

/**
 * Ask for an answer that satisfies a schema. One that does not is sent back once, with what is wrong with it; both stay
 * in the conversation.
 *
 * @throws LlmError `llm/schema-mismatch` when the second one does not either
 */
export async function takeSchemaTurn(
  context: CommandContext,
  open: OpenSession,
  prepared: PreparedTurn,
  schema: AnswerSchema,
  limits: TurnLimits,
): Promise<SchemaTurn> {
  const first = await takeTurn(context, open, prepared, () => {}, limits)
  const checked = schema.check(first.answer.text)
  if (checked.problems === undefined) return { ...first, value: checked.value }
  context.log.info('the answer does not satisfy the schema, asking again', { problems: checked.problems.length })

  const input = { ...prepared.input, content: textContent(repairQuestion(checked.problems)) }
  const repair: PreparedTurn = { ...prepared, input, plan: planQuestion(input), notes: [] }
  const second = await takeTurn(context, open, repair, () => {}, leftOf(limits, first.answer.usage, open))
  const again = schema.check(second.answer.text)
  if (again.problems === undefined) {
    const notes = [...first.notes, 'the first answer did not satisfy the schema; the second does', ...second.notes]
    return { ...second, notes, value: again.value }
  }
  throw new LlmError(`the answer does not satisfy the schema: ${neutralise(again.problems.join('; '))}`, {
    code: 'llm/schema-mismatch',
    hint: `Two answers did not; they are kept: zen session show ${neutralise(open.session.id)}. A larger model may do.`,
    exitCode: exitCodes.provider,
    recoverable: true,
    details: { session: open.session.id, problems: [...again.problems] },
  })
}

/** What the first answer left of the limit; all of it is used where its cost is not known. */
function leftOf(limits: TurnLimits, usage: Usage, { provider, model, models }: OpenSession): TurnLimits {
  if (limits.maxCost === undefined) return limits
  const price = findEntry([provider.id], model.model, models)?.price
  const spent = price === undefined ? 0 : (costOf(usage, price) ?? limits.maxCost)
  return { ...limits, maxCost: Math.max(0, limits.maxCost - spent) }
}
