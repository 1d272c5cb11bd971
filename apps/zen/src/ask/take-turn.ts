import type { CommandContext } from '@engawa/cli-kit'
import { systemClock } from '@engawa/core'
import { checkBudget } from '@engawa/llm-providers'
import { endingNotes, originNotes } from '../output/notes.js'
import { agree } from '../providers/agree.js'
import { noKey } from '../providers/no-key.js'
import { outageNote } from '../sessions/storage-outage.js'
import { type Answer, ask } from './ask.js'
import { checkImages } from './check-images.js'
import { compactFirst } from './compact-first.js'
import type { OpenSession } from './open-session.js'
import type { PreparedTurn } from './prepare-turn.js'

export interface Turn {
  readonly answer: Answer
  /** What was done to the question and the answer, in words. */
  readonly notes: readonly string[]
}

export interface TurnLimits {
  /** US dollars that this question and its answer may cost. */
  readonly maxCost: number | undefined
  readonly signal: AbortSignal
}

/**
 * Put a question to the model and keep both sides.
 *
 * @param onText called with each piece of the answer as it arrives
 */
export async function takeTurn(
  context: CommandContext,
  { store, provider, bare, model, models, session, lacksKey }: OpenSession,
  { input, plan, notes }: PreparedTurn,
  onText: (text: string) => void,
  { maxCost, signal }: TurnLimits,
): Promise<Turn> {
  // Before the question is kept: what is refused here was never asked.
  if (maxCost !== undefined) await checkBudget(bare, await plan.preview(), { maxUsdPerRequest: maxCost, models })
  await agree(provider, context)
  if (lacksKey) throw noKey(model.entry)
  await checkImages(bare, model.model, input.content, { signal })
  // A limit is for the question that was asked; no summary is bought beside it.
  const compacted = maxCost === undefined ? await compactFirst(context, provider, input) : []
  context.log.info('asking', { provider: provider.id, model: model.model, session: session.id })
  const asked = systemClock.monotonic()
  let hasBegun = false
  const heard = (text: string) => {
    onText(text)
    if (!hasBegun) context.log.info('the first words came', { ms: Math.round(systemClock.monotonic() - asked) })
    hasBegun = true
  }
  const answer = await ask({ store, provider, clock: systemClock }, plan.question, heard, signal)
  context.log.info('answered', { model: answer.model, duration_ms: answer.durationMs, ...answer.usage })
  const { outage } = answer.kept
  return {
    answer,
    notes: [
      ...notes,
      ...compacted,
      ...plan.notes(),
      ...endingNotes(answer.finishReason),
      ...originNotes(answer),
      ...(outage === undefined ? [] : [outageNote(outage)]),
    ],
  }
}
