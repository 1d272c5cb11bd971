import type { CommandContext } from '@engawa/cli-kit'
import type { ContentPart } from '@engawa/core'
import { environmentFetch, estimateTokens } from '@engawa/llm-providers'
import { type AttachedText, composeQuestion } from '../input/compose-question.js'
import { describeReport } from '../input/sources/describe-report.js'
import type { Located } from '../input/sources/locate-sources.js'
import type { SourceReport } from '../input/sources/source.js'
import { answerReserve, roomForFiles } from './context-window.js'
import type { OpenSession } from './open-session.js'
import { type AnswerWishes, type PlanInput, planQuestion } from './plan-question.js'

/** What a person asks in one go. */
export interface TurnWish {
  readonly prompt: string
  /** What was piped in. */
  readonly stdin: string
  readonly files: Located
  /** The most tokens that files may take; what the model reads bounds it too. */
  readonly fileTokens: number | undefined
  /** Texts of other programs that go with the question, such as what znav knows of a pane. */
  readonly attached: readonly AttachedText[]
  readonly wishes: AnswerWishes
  readonly offline: boolean
}

export interface PreparedTurn {
  readonly input: PlanInput
  readonly plan: ReturnType<typeof planQuestion>
  readonly sources: SourceReport
  /** What was cut or left out of the files, in words. */
  readonly notes: readonly string[]
}

const nothing: SourceReport = { texts: [], images: [], leftOut: [], findings: [], tokens: 0 }

/** Read what goes with a question and put it together. Nothing is sent or stored. */
export async function prepareTurn(
  context: Pick<CommandContext, 'cwd' | 'signal'>,
  open: OpenSession,
  turn: TurnWish,
): Promise<PreparedTurn> {
  const sources = turn.files.sources.length === 0 ? { ...nothing, ...turn.files } : await read(context, open, turn)
  const text = composeQuestion({ ...turn, files: [...turn.attached, ...sources.texts] })
  const content: readonly ContentPart[] = [{ type: 'text', text }, ...sources.images.map(({ image }) => image)]
  const input: PlanInput = {
    store: open.store,
    filter: open.filter,
    settings: open.settings.values,
    wishes: turn.wishes,
    model: open.model,
    asksForWindow: open.provider.capabilities.has('context-window'),
    sessionId: open.session.id,
    content,
  }
  return { input, plan: planQuestion(input), sources, notes: describeReport(sources) }
}

async function read(
  { cwd, signal }: Pick<CommandContext, 'cwd' | 'signal'>,
  { provider, model, filter, settings }: OpenSession,
  { prompt, stdin, files, attached, fileTokens, wishes, offline }: TurnWish,
): Promise<SourceReport> {
  const { readLocated } = await import('../input/sources/read-sources.js')
  const around = [prompt, stdin, wishes.system ?? '', ...attached.map(({ text }) => text)].join('\n')
  const room = roomForFiles({
    asked: estimateTokens(around),
    reserve: wishes.maxTokens ?? answerReserve,
    known: model.contextWindow,
    configured: settings.values.models.context_window,
    adjustable: provider.capabilities.has('context-window'),
  })
  return readLocated(files, {
    root: cwd,
    budget: Math.min(fileTokens ?? room, room),
    estimate: estimateTokens,
    filter,
    web: { fetch: environmentFetch(), signal, nearby: 'typed', offline },
  })
}
